package io.tributary.connect.postgres;

import io.debezium.DebeziumException;
import io.debezium.spi.converter.RelationalColumn;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.Oid;

/**
 * The type that a value was written with, against the one that Debezium reads it by. The log has
 * the number of the first; the name comes from the catalog, which may be of a later definition.
 */
final class WrittenType {
  private static final Set<Integer> TEXTS = Set.of(Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR);
  private static final Set<Integer> INTEGERS = Set.of(Oid.INT2, Oid.INT4, Oid.INT8);
  private static final Set<Integer> DOCUMENTS = Set.of(Oid.JSON, Oid.JSONB);

  /** Types by which the spelling of a value of another one is read rightly, or not at all. */
  private static final Map<Integer, Set<Integer>> ALIKE =
      Map.of(Oid.FLOAT4, Set.of(Oid.FLOAT8), Oid.JSON, DOCUMENTS, Oid.JSONB, DOCUMENTS);

  /** What is told as a text of it would be. */
  private static final Set<Integer> SPELLED_ALIKE =
      Set.of(
          Oid.INT2,
          Oid.INT4,
          Oid.INT8,
          Oid.NUMERIC,
          Oid.UUID,
          Oid.JSON,
          Oid.JSONB,
          Oid.TEXT,
          Oid.VARCHAR,
          Oid.BPCHAR);

  private WrittenType() {}

  /**
   * @param column of a table as the log tells it
   * @throws DebeziumException where values would be taken for those of another type
   */
  static void require(RelationalColumn column) {
    int written = column.nativeType();
    numberOf(column.typeName())
        .filter(read -> isKnown(written) && !isReadRightly(written, read))
        .ifPresent(
            read -> {
              throw new DebeziumException(
                  "column `%s` of `%s` must have the type in which it was written, %s, when its changes are read, got: %s. Changes of before the column got another type are still to be read, and cannot be told: take a new snapshot; docs/runbook.md, \"A replication slot falls behind\""
                      .formatted(
                          column.name(),
                          column.dataCollection(),
                          Oid.toString(written),
                          column.typeName()));
            });
  }

  private static boolean isReadRightly(int written, int read) {
    return written == read
        || (INTEGERS.contains(written) && INTEGERS.contains(read))
        || (SPELLED_ALIKE.contains(written) && TEXTS.contains(read))
        || ALIKE.getOrDefault(written, Set.of()).contains(read);
  }

  private static boolean isKnown(int type) {
    return !Oid.toString(type).startsWith("<");
  }

  /** Empty for names that are not the server's own, such as those of domains. */
  private static Optional<Integer> numberOf(String name) {
    String known = name.startsWith("_") ? name.substring(1) + "_array" : name;
    try {
      return Optional.of(Oid.valueOf(known));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
