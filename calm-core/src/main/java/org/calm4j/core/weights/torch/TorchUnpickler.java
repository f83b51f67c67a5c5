package org.calm4j.core.weights.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the few pickle instructions that a dictionary of tensors needs. The library's own
 * registry of constructors, which anybody in the process may add to, is never asked: names are
 * looked up in {@link TorchGlobals}, objects are made and changed here only, and instructions that
 * are not in the list below are refused.
 *
 * <p>Lengths are checked against what is left before memory is taken, and dictionaries have text
 * keys only, so that a small file cannot cost much.
 */
final class TorchUnpickler extends Unpickler {
  private static final int LONGEST_NAME = 200;

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL ->
          stack.add(TorchGlobals.named(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> {
        String name = text(stack.pop());
        stack.add(TorchGlobals.named(text(stack.pop()), name));
      }
      case Opcodes.REDUCE -> reduce();
      case Opcodes.BUILD -> build();
      case Opcodes.EMPTY_DICT -> stack.add(new StateMap());
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object name = stack.pop();
        map(stack.peek()).put(text(name), value);
      }
      case Opcodes.SETITEMS -> setItems();
      case Opcodes.BINUNICODE -> stack.add(unicode());
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPERSID -> {
        return super.dispatch(key);
      }
      default ->
          throw new RefusedPickleException(
              "its data.pkl holds the pickle instruction 0x%02x, which no dictionary of tensors needs"
                  .formatted(key & 0xff));
    }
    return NO_RETURN_VALUE;
  }

  /** ('storage', storage class, key, device, number of elements) */
  @Override
  protected Object persistentLoad(Object id) {
    if (id instanceof Object[] parts
        && parts.length == 5
        && "storage".equals(parts[0])
        && parts[1] instanceof TorchGlobals.StorageClass type
        && parts[2] instanceof String key) {
      return new Storage(type.type(), key, TorchGlobals.integer(parts[4]));
    }
    throw new RefusedPickleException("its data.pkl refers to something that is no storage");
  }

  private void reduce() {
    Object arguments = stack.pop();
    Object function = stack.pop();
    if (!(arguments instanceof Object[] list)
        || !(function instanceof TorchGlobals.Constructor constructor)) {
      throw new RefusedPickleException("its data.pkl calls what is no function");
    }
    stack.add(constructor.construct(list));
  }

  /** Dictionaries carry versions of modules as attributes, which mean nothing here. */
  private void build() {
    stack.pop();
    map(stack.peek());
  }

  private void setItems() {
    List<Object> items = stack.pop_all_since_marker();
    StateMap map = map(stack.peek());
    for (int i = 0; i + 1 < items.size(); i += 2) {
      map.put(text(items.get(i)), items.get(i + 1));
    }
  }

  private String unicode() throws IOException {
    int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, Integer.BYTES));
    if (length < 0 || length > input.available()) {
      throw new RefusedPickleException(
          "its data.pkl is damaged: it claims a text of %s bytes where %d are left"
              .formatted(Integer.toUnsignedString(length), input.available()));
    }
    return new String(PickleUtils.readbytes(input, length), StandardCharsets.UTF_8);
  }

  private static StateMap map(@Nullable Object value) {
    if (value instanceof StateMap map) {
      return map;
    }
    throw new RefusedPickleException("its data.pkl changes an object that is no dictionary");
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new RefusedPickleException("its data.pkl has a name that is no text");
  }

  /** A dictionary, ordered or not: its order is kept either way. */
  static final class StateMap extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
  }

  /** What messages show of a name. */
  static String shown(String name) {
    String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= LONGEST_NAME
        ? printable
        : printable.substring(0, LONGEST_NAME) + "...";
  }
}
