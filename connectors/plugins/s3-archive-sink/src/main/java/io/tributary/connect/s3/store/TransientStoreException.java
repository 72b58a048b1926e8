package io.tributary.connect.s3.store;

/** A failure that may pass: the same request is worth another attempt. */
public final class TransientStoreException extends RuntimeException {
  public TransientStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
