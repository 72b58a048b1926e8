package io.tributary.connect.s3.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.s3.parquet.ParquetFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.example.data.Group;

/** Reads an archive back as any consumer would, and checks what the sink promises about it. */
public final class StoredArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeS3 s3;
  private final String folder;

  /**
   * @param folder key prefix of one partition, with a slash at its end
   */
  public StoredArchive(FakeS3 s3, String folder) {
    this.s3 = s3;
    this.folder = folder;
  }

  public List<String> keys() {
    return List.copyOf(objects().keySet());
  }

  /** Every row in key order. */
  public List<JsonNode> rows() {
    List<JsonNode> rows = new ArrayList<>();
    objects().forEach((key, object) -> rows.addAll(rows(key, object)));
    return rows;
  }

  /** The `id` of every row's value in key order, whatever else rows hold. */
  public List<Long> ids() {
    return rows().stream()
        .map(row -> row.has("offset") ? row.get("value") : row)
        .map(value -> value.get("id").asLong())
        .toList();
  }

  /** Rows according to metadata. */
  public long recordCount() {
    return objects().values().stream().mapToLong(object -> object.number("record-count")).sum();
  }

  /** Offset at which the archive continues. */
  public long end() {
    return objects().values().stream()
        .mapToLong(object -> object.number("last-offset") + 1)
        .max()
        .orElse(0);
  }

  /** Each object begins where the one before it ends, and its metadata is true. */
  public StoredArchive assertChained() {
    long expected = 0;
    for (Map.Entry<String, StoredObject> entry : objects().entrySet()) {
      String key = entry.getKey();
      StoredObject object = entry.getValue();
      assertThat(Long.parseLong(key.replaceAll(".*\\+(\\d{20})\\..*", "$1")))
          .as("offset in the name of %s", key)
          .isEqualTo(expected);
      assertThat(object.number("first-offset")).as(key).isGreaterThanOrEqualTo(expected);
      assertThat(object.number("last-offset"))
          .as(key)
          .isGreaterThanOrEqualTo(object.number("first-offset"));
      assertThat(object.number("record-count")).as(key).isEqualTo(rows(key, object).size());
      expected = object.number("last-offset") + 1;
    }
    return this;
  }

  private static JsonNode row(Group group) {
    return JSON.createObjectNode().put("id", group.getLong("id", 0));
  }

  private Map<String, StoredObject> objects() {
    return s3.objects().subMap(folder, folder + Character.MAX_VALUE);
  }

  private static List<JsonNode> rows(String key, StoredObject object) {
    if (key.endsWith(".parquet")) {
      return ParquetFile.read(object.bytes()).rows().stream().map(StoredArchive::row).toList();
    }
    try (InputStream raw = new ByteArrayInputStream(object.bytes());
        InputStream in = key.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
