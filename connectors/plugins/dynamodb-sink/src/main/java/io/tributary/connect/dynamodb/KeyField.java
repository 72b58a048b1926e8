package io.tributary.connect.dynamodb;

import java.util.regex.Pattern;

/**
 * Where a part of an item's key comes from.
 *
 * @param ofKey whether from the record's key, otherwise from the row
 * @param name of the field, and of the attribute
 */
record KeyField(boolean ofKey, String name) {
  static final Pattern PATTERN = Pattern.compile("(key|value)\\.(.{1,255})");
  static final String RULE = "must be value.<field> or key.<field>";

  /**
   * @param text that matches {@link #PATTERN}
   */
  static KeyField of(String text) {
    int dot = text.indexOf('.');
    return new KeyField(text.startsWith("key"), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return (ofKey ? "key." : "value.") + name;
  }
}
