package io.tributary.connect.dynamodb;

import io.tributary.connect.testkit.ConfigContract;
import org.apache.kafka.common.config.ConfigDef;

final class ConfigContractTest extends ConfigContract {
  @Override
  protected ConfigDef definition() {
    return DynamoDbSinkConfig.definition();
  }
}
