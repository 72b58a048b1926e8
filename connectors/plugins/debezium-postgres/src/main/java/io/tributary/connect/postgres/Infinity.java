package io.tributary.connect.postgres;

import io.debezium.connector.postgresql.PostgresValueConverter;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Times before and after all others. */
final class Infinity {

  static final String LATE = "infinity";
  static final String EARLY = "-infinity";
  static final LocalDate LAST_DATE = PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE;
  static final LocalDate FIRST_DATE = PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE;
  static final LocalDateTime LAST_TIME = LocalDateTime.MAX;
  static final LocalDateTime FIRST_TIME = LocalDateTime.MIN;

  private Infinity() {}
}
