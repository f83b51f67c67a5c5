package org.calm4j.core.weights.torch;

import java.util.Arrays;
import java.util.Map;
import org.calm4j.core.weights.TensorType;
import org.jspecify.annotations.Nullable;

/** The only names that a pickle of tensors may refer to, and what they mean. */
final class TorchGlobals {

  /** A function that a pickle may call. */
  interface Constructor {
    Object construct(@Nullable Object[] arguments);
  }

  /** A type of storages, which is mentioned but never called. */
  record StorageClass(TensorType type) {}

  private static final Map<String, StorageClass> STORAGES =
      Map.of(
          "torch.FloatStorage", new StorageClass(TensorType.F32),
          "torch.BFloat16Storage", new StorageClass(TensorType.BF16),
          "torch.HalfStorage", new StorageClass(TensorType.F16),
          "torch.DoubleStorage", new StorageClass(TensorType.F64),
          "torch.LongStorage", new StorageClass(TensorType.I64),
          "torch.IntStorage", new StorageClass(TensorType.I32),
          "torch.ShortStorage", new StorageClass(TensorType.I16),
          "torch.CharStorage", new StorageClass(TensorType.I8),
          "torch.ByteStorage", new StorageClass(TensorType.U8),
          "torch.BoolStorage", new StorageClass(TensorType.BOOL));

  private static final Map<String, Constructor> CONSTRUCTORS =
      Map.of(
          "collections.OrderedDict", TorchGlobals::dictionary,
          "torch._utils._rebuild_tensor_v2", TorchGlobals::tensor,
          "torch._utils._rebuild_parameter", TorchGlobals::parameter);

  private TorchGlobals() {}

  static Object named(String module, String name) {
    String full = module + "." + name;
    Object found = STORAGES.get(full);
    if (found == null) {
      found = CONSTRUCTORS.get(full);
    }
    if (found == null) {
      throw new RefusedPickleException(
          "its data.pkl asks for %s, which no dictionary of tensors needs; such a file may run any program, so it is not read"
              .formatted(TorchUnpickler.shown(full)));
    }
    return found;
  }

  private static Object dictionary(@Nullable Object[] arguments) {
    if (arguments.length > 0) {
      throw new RefusedPickleException("its data.pkl makes a dictionary out of other objects");
    }
    return new TorchUnpickler.StateMap();
  }

  /** (storage, offset, shape, strides, requires_grad, hooks[, metadata]) */
  private static Object tensor(@Nullable Object[] arguments) {
    if (arguments.length < 4 || !(arguments[0] instanceof Storage storage)) {
      throw new RefusedPickleException("its data.pkl makes a tensor out of what is no storage");
    }
    return new StorageView(
        storage, integer(arguments[1]), integers(arguments[2]), integers(arguments[3]));
  }

  /** (tensor, requires_grad, hooks) */
  private static Object parameter(@Nullable Object[] arguments) {
    if (arguments.length == 0 || !(arguments[0] instanceof StorageView view)) {
      throw new RefusedPickleException("its data.pkl makes a parameter out of what is no tensor");
    }
    return view;
  }

  private static long[] integers(@Nullable Object value) {
    if (!(value instanceof Object[] list)) {
      throw new RefusedPickleException("its data.pkl has a shape that is no tuple of numbers");
    }
    return Arrays.stream(list).mapToLong(TorchGlobals::integer).toArray();
  }

  static long integer(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new RefusedPickleException("its data.pkl has a size that is no whole number of 64 bits");
  }
}
