package io.tributary.connect.dynamodb.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer that is an error of the request's. */
final class Refusal extends RuntimeException {
  private final String code;
  private final transient ObjectNode item;

  /**
   * @param item that was found instead; null where none is told
   */
  Refusal(String code, String message, ObjectNode item) {
    super(message);
    this.code = code;
    this.item = item;
  }

  static Refusal invalid(String message) {
    return new Refusal("ValidationException", message, null);
  }

  String code() {
    return code;
  }

  ObjectNode item() {
    return item;
  }
}
