package io.tributary.connect.s3;

import org.apache.kafka.connect.errors.ConnectException;

/** A partition's log went backwards: it no longer is the one that was archived. */
final class BackwardsException extends ConnectException {
  private BackwardsException(String message) {
    super(message);
  }

  /**
   * @param offset what arrived although the archive, or what is open of it, is past it
   */
  static BackwardsException of(PartitionArchive partition, long offset) {
    return new BackwardsException(
        "Offset "
            + offset
            + " of "
            + partition.partition()
            + " arrived, but the archive already is at "
            + partition.position()
            + ". The topic was deleted and created again, or the broker lost records that were archived."
            + " Nothing of the new log was stored. To archive it, give the connector a new `s3.prefix`;"
            + " the objects under the old one stay as they are");
  }
}
