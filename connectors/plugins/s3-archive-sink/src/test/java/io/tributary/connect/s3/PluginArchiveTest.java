package io.tributary.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginArchiveTest extends PluginArchiveContract {
  private static final String CONNECTOR = "io.tributary.connect.s3.S3ArchiveSinkConnector";
  private static final String PACKAGE = "io.tributary.connect.s3.";

  PluginArchiveTest() {
    super(
        List.of(CONNECTOR),
        List.of(
            "io.apicurio.registry.utils.converter.AvroConverter",
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider",
            "io.tributary.connect.transforms.WithoutDefaults"));
  }

  /** Parquet's own classes name Hadoop's, which neither the archive nor a worker has. */
  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "SNAPPY", "ZSTD", "NONE"})
  void writesParquetWithoutHadoop(String codec) throws ReflectiveOperationException {
    ClassLoader loader = loaderOf(CONNECTOR);
    Schema schema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    SinkRecord record =
        new SinkRecord("orders", 0, null, null, schema, new Struct(schema).put("id", 1L), 0);

    Object compression =
        loader
            .loadClass(PACKAGE + "config.Compression")
            .getMethod("valueOf", String.class)
            .invoke(null, codec);
    Object format =
        loader
            .loadClass(PACKAGE + "parquet.ParquetFormat")
            .getConstructor(compression.getClass())
            .newInstance(compression);
    Object writer = call(loader, "RecordFormat", format, "newWriter");
    loader
        .loadClass(PACKAGE + "format.RecordWriter")
        .getMethod("write", SinkRecord.class)
        .invoke(writer, record);
    Object buffer = call(loader, "RecordWriter", writer, "finish");

    assertThat((long) call(loader, "ChunkedBuffer", buffer, "length")).isPositive();
    assertThatThrownBy(() -> loader.loadClass("org.apache.hadoop.conf.Configuration"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static Object call(ClassLoader loader, String type, Object target, String method)
      throws ReflectiveOperationException {
    return loader.loadClass(PACKAGE + "format." + type).getMethod(method).invoke(target);
  }
}
