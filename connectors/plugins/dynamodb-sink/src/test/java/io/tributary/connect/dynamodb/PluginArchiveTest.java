package io.tributary.connect.dynamodb;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;

class PluginArchiveTest extends PluginArchiveContract {

  PluginArchiveTest() {
    super(
        List.of("io.tributary.connect.dynamodb.DynamoDbSinkConnector"),
        List.of(
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider"));
  }
}
