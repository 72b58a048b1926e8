package io.tributary.connect.postgres;

import java.util.ArrayList;
import java.util.List;

/** Reads what PostgreSQL spells an array as, such as {@code {a,"b c",NULL}}. */
final class ArrayText {

  private static final String NOTHING = "NULL";

  private final String text;
  private final char delimiter;
  private int at;

  private ArrayText(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * Texts of the elements; null for one that is NULL.
   *
   * @param delimiter what stands between them, as their type has it
   * @throws IllegalArgumentException for several dimensions, and for a first place that is not 1
   */
  static List<String> elements(String text, char delimiter) {
    return new ArrayText(text, delimiter).read();
  }

  private List<String> read() {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new IllegalArgumentException("as an array whose first place is 1, got: " + text);
    }
    List<String> elements = new ArrayList<>();
    at = 1;
    if (peek() == '}') {
      return elements;
    }
    for (; ; at++) {
      if (peek() == '{') {
        throw new IllegalArgumentException("as an array of one dimension, got: " + text);
      }
      elements.add(peek() == '"' ? quoted() : plain());
      if (at == text.length() - 1) {
        return elements;
      }
    }
  }

  private String quoted() {
    StringBuilder element = new StringBuilder();
    for (at++; peek() != '"'; at++) {
      if (peek() == '\\') {
        at++;
      }
      element.append(peek());
    }
    at++;
    return element.toString();
  }

  /** Without quotes, which the server writes where the delimiter is a part of the element. */
  private String plain() {
    int start = at;
    while (peek() != delimiter && at < text.length() - 1) {
      at++;
    }
    String element = text.substring(start, at);
    return element.equals(NOTHING) ? null : element;
  }

  private char peek() {
    return text.charAt(at);
  }
}
