package io.tributary.connect.s3.store;

/** Answer to a conditional put. */
public enum PutOutcome {
  STORED,
  /**
   * The key was taken, by another writer or by an earlier attempt of this one whose answer was
   * lost.
   */
  EXISTS
}
