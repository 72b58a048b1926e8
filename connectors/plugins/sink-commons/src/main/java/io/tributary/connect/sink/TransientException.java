package io.tributary.connect.sink;

/** A failure that may pass: the same request is worth another attempt. */
public final class TransientException extends RuntimeException {
  public TransientException(String message, Throwable cause) {
    super(message, cause);
  }
}
