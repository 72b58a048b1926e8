package io.tributary.connect.debezium;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;

class PluginArchiveTest extends PluginArchiveContract {

  PluginArchiveTest() {
    super(
        List.of(
            "io.debezium.connector.postgresql.PostgresConnector",
            "io.tributary.connect.postgres.PostgresConnector"),
        List.of(
            "io.apicurio.registry.utils.converter.AvroConverter",
            "io.debezium.transforms.ByLogicalTableRouter",
            "io.debezium.transforms.ExtractNewRecordState",
            "io.debezium.transforms.outbox.EventRouter",
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider",
            "io.tributary.connect.transforms.WithoutDefaults"));
  }
}
