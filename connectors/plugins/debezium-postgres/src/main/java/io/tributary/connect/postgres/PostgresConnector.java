package io.tributary.connect.postgres;

import org.apache.kafka.connect.connector.Task;

/** Debezium's connector, whose places in the log rise over every snapshot of it. */
public final class PostgresConnector extends io.debezium.connector.postgresql.PostgresConnector {

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresConnectorTask.class;
  }
}
