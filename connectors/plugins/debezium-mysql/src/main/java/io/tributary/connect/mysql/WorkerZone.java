package io.tributary.connect.mysql;

import java.time.ZoneId;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The worker's time zone. Debezium reads a snapshot's {@code DATETIME} as a time there, and where
 * clocks were ever put forward some are times that never were.
 */
final class WorkerZone {

  private WorkerZone() {}

  static void requireWithoutChanges(ZoneId zone) {
    if (!zone.getRules().isFixedOffset()) {
      throw new ConnectException(
          "`time zone` of the worker must be UTC, or another one whose clocks never change (a snapshot's DATETIME would be told otherwise), got: "
              + zone.getId());
    }
  }
}
