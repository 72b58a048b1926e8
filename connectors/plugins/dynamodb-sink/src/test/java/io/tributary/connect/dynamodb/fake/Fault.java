package io.tributary.connect.dynamodb.fake;

/** What may go wrong with a request. */
public enum Fault {
  NONE,
  INTERNAL_ERROR(500, "InternalServerError"),
  UNAVAILABLE(503, "ServiceUnavailable"),
  THROTTLED(400, "ProvisionedThroughputExceededException"),
  FORBIDDEN(400, "AccessDeniedException"),
  /** The request is applied, and the connection closed without an answer. */
  LOST_ANSWER,
  /** The connection is closed without applying the request. */
  DROPPED,
  /** Applied and answered late. */
  SLOW;

  static final long SLOW_MILLIS = 300;

  private final int status;
  private final String code;

  Fault() {
    this(0, "");
  }

  Fault(int status, String code) {
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
