package io.tributary.connect.s3.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.S3ArchiveSinkConnector;
import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.sink.Backoff;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ArchiveConfigTest {

  @Test
  void hasDefaultsForAllButBucketAndRegion() {
    S3ArchiveConfig config =
        new S3ArchiveConfig(Map.of("s3.bucket.name", "archive-bucket", "s3.region", "us-east-1"));

    assertThat(config.bucket()).isEqualTo("archive-bucket");
    assertThat(config.region()).isEqualTo("us-east-1");
    assertThat(config.prefix()).isEmpty();
    assertThat(config.requestTimeoutMillis()).isEqualTo(30_000);
    assertThat(config.format()).isEqualTo(ObjectFormat.JSONL);
    assertThat(config.content()).isEqualTo(RowContent.VALUE);
    assertThat(config.compression()).isEqualTo(Compression.GZIP);
    assertThat(config.tombstones()).isEqualTo(TombstonePolicy.SKIP);
    assertThat(config.rotation()).isEqualTo(new RotationLimits(10_000, 67_108_864, 60_000));
    assertThat(config.bufferMemoryBytes()).isEqualTo(67_108_864);
    assertThat(config.backoff()).isEqualTo(new Backoff(200, 10_000, 180_000));
    assertThat(config.metricsIntervalMillis()).isEqualTo(60_000);
    assertThat(config.callBudgetMillis()).isEqualTo(60_000);
    assertThat(config.gaps()).isEqualTo(GapPolicy.CONTINUE);
    assertThat(config.endpoint()).isEmpty();
    assertThat(config.storageClass()).isEmpty();
    assertThat(config.encryption()).isEmpty();
    assertThat(config.kmsKeyId()).isEmpty();
  }

  @Test
  void takesEveryKey() {
    S3ArchiveConfig config =
        new S3ArchiveConfig(
            TaskFactory.config(
                "s3.prefix", "raw/cdc_1/v=2",
                "s3.request.timeout.ms", "100",
                "content", "record",
                "compression", "none",
                "tombstones", "write",
                "gaps", "fail",
                "s3.endpoint", "http://127.0.0.1:9000",
                "s3.storage.class", "GLACIER_IR",
                "s3.encryption", "aws:kms",
                "s3.kms.key.id", "arn:aws:kms:us-east-1:111122223333:key/a-b",
                "call.budget.ms", "7",
                "rotate.records", "1",
                "rotate.bytes", "2",
                "rotate.interval.ms", "10",
                "buffer.memory.bytes", "1048576",
                "retry.backoff.ms", "1",
                "retry.max.backoff.ms", "2",
                "retry.timeout.ms", "3",
                "metrics.interval.ms", "100"));

    assertThat(config.prefix()).isEqualTo("raw/cdc_1/v=2");
    assertThat(config.requestTimeoutMillis()).isEqualTo(100);
    assertThat(config.content()).isEqualTo(RowContent.RECORD);
    assertThat(config.compression()).isEqualTo(Compression.NONE);
    assertThat(config.tombstones()).isEqualTo(TombstonePolicy.WRITE);
    assertThat(config.rotation()).isEqualTo(new RotationLimits(1, 2, 10));
    assertThat(config.bufferMemoryBytes()).isEqualTo(1_048_576);
    assertThat(config.backoff()).isEqualTo(new Backoff(1, 2, 3));
    assertThat(config.metricsIntervalMillis()).isEqualTo(100);
    assertThat(config.callBudgetMillis()).isEqualTo(7);
    assertThat(config.gaps()).isEqualTo(GapPolicy.FAIL);
    assertThat(config.endpoint()).isEqualTo("http://127.0.0.1:9000");
    assertThat(config.storageClass()).contains("GLACIER_IR");
    assertThat(config.encryption()).contains("aws:kms");
    assertThat(config.kmsKeyId()).contains("arn:aws:kms:us-east-1:111122223333:key/a-b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.bucket.name", "s3.region"})
  void failsWithout(String key) {
    Map<String, String> config = TaskFactory.config();
    config.remove(key);

    assertThatThrownBy(() -> new S3ArchiveConfig(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Missing required configuration \"" + key + "\" which has no default value.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3.bucket.name | My_Bucket | must be 3 to 63 lower-case letters, digits, dots or hyphens,"
            + " beginning and ending with a letter or digit",
        "s3.bucket.name | ab | must be 3 to 63 lower-case letters, digits, dots or hyphens,"
            + " beginning and ending with a letter or digit",
        "s3.region | Virginia | must be a region such as us-east-1",
        "s3.prefix | /raw | must be up to 256 letters, digits, _ . = - in parts joined by /, each"
            + " beginning with a letter, digit or _",
        "s3.prefix | raw/ | must be up to 256 letters, digits, _ . = - in parts joined by /, each"
            + " beginning with a letter, digit or _",
        "s3.prefix | raw/../x | must be up to 256 letters, digits, _ . = - in parts joined by /,"
            + " each beginning with a letter, digit or _",
        "s3.prefix | raw+x | must be up to 256 letters, digits, _ . = - in parts joined by /, each"
            + " beginning with a letter, digit or _",
        "s3.endpoint | localhost:5000 | must be empty or a URL such as https://host:port",
        "s3.storage.class | DEEP_ARCHIVE | must be one of STANDARD, STANDARD_IA, ONEZONE_IA,"
            + " INTELLIGENT_TIERING, GLACIER_IR",
        "s3.encryption | SSE-S3 | must be one of none, AES256, aws:kms",
        "s3.kms.key.id | my key | must be empty or the id, ARN or alias of a key",
        "s3.kms.key.id | alias/archive | must be empty unless `s3.encryption` is aws:kms",
        "s3.request.timeout.ms | 99 | must be at least 100",
        "format | avro | must be one of jsonl, parquet",
        "content | Record | must be one of value, record",
        "compression | lz4 | must be one of gzip, snappy, zstd, none",
        "tombstones | SKIP | must be one of skip, write, fail",
        "gaps | stop | must be one of continue, fail",
        "rotate.records | 0 | must be at least 1",
        "rotate.bytes | 0 | must be at least 1",
        "rotate.interval.ms | 9 | must be at least 10",
        "buffer.memory.bytes | 1048575 | must be at least 1048576",
        "retry.backoff.ms | 0 | must be at least 1",
        "retry.max.backoff.ms | 0 | must be at least 1",
        "retry.timeout.ms | 0 | must be at least 1",
        "metrics.interval.ms | 99 | must be at least 100",
        "call.budget.ms | 0 | must be at least 1",
        "retry.backoff.ms | 10001 | must not exceed `retry.max.backoff.ms` (10000)",
        "retry.max.backoff.ms | 180001 | must not exceed `retry.timeout.ms` (180000)",
      })
  void failsWith(String key, String value, String rule) {
    assertThatThrownBy(() -> new S3ArchiveConfig(TaskFactory.config(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`" + key + "` " + rule + ", got: " + value);
  }

  @Test
  void failsWithoutCompressionWhenAnObjectWouldNotFitInMemory() {
    Map<String, String> config =
        TaskFactory.config("compression", "none", "rotate.bytes", "67108865");

    assertThatThrownBy(() -> new S3ArchiveConfig(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "`rotate.bytes` must not exceed `buffer.memory.bytes` (67108864), got: 67108865");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compression | snappy | jsonl | must be one of gzip, none with `format` jsonl",
        "compression | zstd | jsonl | must be one of gzip, none with `format` jsonl",
        "content | record | parquet | must be value with `format` parquet, whose rows are the"
            + " fields of values",
        "tombstones | write | parquet | must be skip or fail with `format` parquet, whose rows are"
            + " the fields of values",
      })
  void failsWithWhatTheFormatHasNot(String key, String value, String format, String rule) {
    assertThatThrownBy(() -> new S3ArchiveConfig(TaskFactory.config(key, value, "format", format)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`" + key + "` " + rule + ", got: " + value);
  }

  @ParameterizedTest
  @EnumSource
  void parquetHasEveryCompression(Compression compression) {
    S3ArchiveConfig config =
        new S3ArchiveConfig(
            TaskFactory.config("format", "parquet", "compression", compression.toString()));

    assertThat(config.format()).isEqualTo(ObjectFormat.PARQUET);
    assertThat(config.compression()).isEqualTo(compression);
  }

  @Test
  void failsWithWords() {
    assertThatThrownBy(() -> new S3ArchiveConfig(TaskFactory.config("rotate.records", "many")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid value many for configuration rotate.records: Not a number of type LONG");
  }

  @Test
  void validationReportsEveryRuleAtItsKey() {
    List<ConfigValue> values =
        new S3ArchiveSinkConnector()
            .validate(
                TaskFactory.config(
                    "s3.region", "Virginia", "retry.backoff.ms", "20000", "rotate.records", "0"))
            .configValues();

    assertThat(values)
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name, ConfigValue::errorMessages)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "s3.region",
                List.of("`s3.region` must be a region such as us-east-1, got: Virginia")),
            org.assertj.core.groups.Tuple.tuple(
                "rotate.records", List.of("`rotate.records` must be at least 1, got: 0")),
            org.assertj.core.groups.Tuple.tuple(
                "retry.backoff.ms",
                List.of(
                    "`retry.backoff.ms` must not exceed `retry.max.backoff.ms` (10000), got: 20000")));
  }
}
