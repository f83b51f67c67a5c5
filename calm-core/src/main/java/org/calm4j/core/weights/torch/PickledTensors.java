package org.calm4j.core.weights.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import org.calm4j.core.weights.TensorInfo;

/** The pickle, protocol 2, of an ordered dictionary of row-major tensors. */
final class PickledTensors {
  private static final String DICTIONARY = "collections\nOrderedDict\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Set<String> names = new HashSet<>();

  PickledTensors() {
    op(Opcodes.PROTO).write(2);
    emptyDictionary();
    op(Opcodes.MARK);
  }

  /** Adds a tensor that is the whole of a storage. */
  void add(TensorInfo tensor, String key) {
    if (!names.add(tensor.name())) {
      throw new IllegalArgumentException("a file cannot hold two tensors " + tensor.name());
    }
    text(tensor.name());
    op(Opcodes.GLOBAL).writeBytes(bytes("torch._utils\n_rebuild_tensor_v2\n"));
    op(Opcodes.MARK);
    op(Opcodes.MARK);
    text("storage");
    op(Opcodes.GLOBAL).writeBytes(bytes("torch\n" + storageClass(tensor) + "\n"));
    text(key);
    text("cpu");
    integer(tensor.elements());
    op(Opcodes.TUPLE);
    op(Opcodes.BINPERSID);
    integer(0);
    long[] shape = tensor.shape();
    tuple(shape);
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    tuple(strides);
    op(Opcodes.NEWFALSE);
    emptyDictionary();
    op(Opcodes.TUPLE);
    op(Opcodes.REDUCE);
  }

  byte[] finish() {
    op(Opcodes.SETITEMS);
    op(Opcodes.STOP);
    return out.toByteArray();
  }

  private static String storageClass(TensorInfo tensor) {
    return switch (tensor.dtype()) {
      case F32 -> "FloatStorage";
      case F16 -> "HalfStorage";
      case BF16 -> "BFloat16Storage";
      case F64 -> "DoubleStorage";
      case I64 -> "LongStorage";
      case I32 -> "IntStorage";
      case I16 -> "ShortStorage";
      case I8 -> "CharStorage";
      case U8 -> "ByteStorage";
      case BOOL -> "BoolStorage";
      default ->
          throw new IllegalArgumentException(
              "tensor %s has the type %s, which PyTorch files are not written with"
                  .formatted(tensor.name(), tensor.dtype()));
    };
  }

  private void emptyDictionary() {
    op(Opcodes.GLOBAL).writeBytes(bytes(DICTIONARY));
    op(Opcodes.EMPTY_TUPLE);
    op(Opcodes.REDUCE);
  }

  private void tuple(long[] values) {
    op(Opcodes.MARK);
    for (long value : values) {
      integer(value);
    }
    op(Opcodes.TUPLE);
  }

  private void integer(long value) {
    if (value <= Integer.MAX_VALUE) {
      op(Opcodes.BININT);
      little(Integer.BYTES, value);
    } else {
      op(Opcodes.LONG1).write(Long.BYTES);
      little(Long.BYTES, value);
    }
  }

  private void text(String text) {
    byte[] utf8 = bytes(text);
    op(Opcodes.BINUNICODE);
    little(Integer.BYTES, utf8.length);
    out.writeBytes(utf8);
  }

  private void little(int count, long value) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(value).array(), 0, count);
  }

  private ByteArrayOutputStream op(short code) {
    out.write(code);
    return out;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
