package io.tributary.connect.iceberg;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;

class PluginArchiveTest extends PluginArchiveContract {

  PluginArchiveTest() {
    super(
        List.of("org.apache.iceberg.connect.IcebergSinkConnector"),
        List.of(
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider",
            "io.tributary.connect.iceberg.OrderedJson",
            "io.tributary.connect.iceberg.TypedRows",
            "org.apache.iceberg.connect.transforms.KafkaMetadataTransform"));
  }
}
