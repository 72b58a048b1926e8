package io.tributary.connect.mysql;

import io.debezium.connector.mysql.MySqlConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's connector, which no statement about tables that it does not capture can end. */
public final class MysqlConnector extends MySqlConnector {

  @Override
  public Class<? extends Task> taskClass() {
    return MysqlConnectorTask.class;
  }
}
