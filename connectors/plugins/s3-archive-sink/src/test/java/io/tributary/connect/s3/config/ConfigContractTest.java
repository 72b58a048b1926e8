package io.tributary.connect.s3.config;

import io.tributary.connect.testkit.ConfigContract;
import org.apache.kafka.common.config.ConfigDef;

final class ConfigContractTest extends ConfigContract {
  @Override
  protected ConfigDef definition() {
    return S3ArchiveConfig.definition();
  }
}
