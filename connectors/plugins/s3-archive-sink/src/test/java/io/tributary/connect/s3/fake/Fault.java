package io.tributary.connect.s3.fake;

/** What may go wrong with a request. */
public enum Fault {
  NONE,
  INTERNAL_ERROR(500, "InternalError"),
  SLOW_DOWN(503, "SlowDown"),
  CONFLICT(409, "ConditionalRequestConflict"),
  FORBIDDEN(403, "AccessDenied"),
  /** The request was damaged on its way. */
  BAD_DIGEST(400, "BadDigest"),
  INCOMPLETE_BODY(400, "IncompleteBody"),
  BODY_MISMATCH(400, "XAmzContentSHA256Mismatch"),
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
