package io.tributary.connect.s3;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;

class PluginArchiveTest extends PluginArchiveContract {

  PluginArchiveTest() {
    super(
        List.of("io.tributary.connect.s3.S3ArchiveSinkConnector"),
        List.of(
            "io.apicurio.registry.utils.converter.AvroConverter",
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider",
            "io.tributary.connect.transforms.WithoutDefaults"));
  }
}
