package io.tributary.connect.mysql;

import java.lang.reflect.Field;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A field of Debezium's, or of its libraries, that no subclass gets at. A version without it ends
 * the task at its start.
 */
final class PrivateField {

  private final Field field;

  private PrivateField(Field field) {
    this.field = field;
  }

  static PrivateField of(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return new PrivateField(field);
    } catch (NoSuchFieldException e) {
      throw new ConnectException(
          "`%s` of %s must be a field (what is read of the log hangs on it), got none"
              .formatted(name, owner.getName()),
          e);
    }
  }

  Object get(Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new ConnectException(e);
    }
  }

  void set(Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new ConnectException(e);
    }
  }
}
