package io.tributary.connect.s3.config;

import io.tributary.connect.sink.AwsClients;
import io.tributary.connect.sink.ConfigKeys;
import io.tributary.connect.sink.CrossRules;
import io.tributary.connect.sink.Matches;
import io.tributary.connect.sink.OneOf;
import io.tributary.connect.sink.SinkKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Every key of the connector: name, type, default, rule, documentation, place in a form. */
final class ArchiveKeys {
  static final String BUCKET = "s3.bucket.name";
  static final String REGION = "s3.region";
  static final String ENDPOINT = "s3.endpoint";
  static final String STORAGE_CLASS = "s3.storage.class";
  static final String ENCRYPTION = "s3.encryption";
  static final String KMS_KEY = "s3.kms.key.id";
  static final String PREFIX = "s3.prefix";
  static final String REQUEST_TIMEOUT = "s3.request.timeout.ms";
  static final String FORMAT = "format";
  static final String CONTENT = "content";
  static final String COMPRESSION = "compression";
  static final String TOMBSTONES = "tombstones";
  static final String GAPS = "gaps";
  static final String ROTATE_RECORDS = "rotate.records";
  static final String ROTATE_BYTES = "rotate.bytes";
  static final String ROTATE_INTERVAL = "rotate.interval.ms";
  static final String BUFFER_MEMORY = "buffer.memory.bytes";

  private static final long MIB = 1024 * 1024;

  private ArchiveKeys() {}

  static ConfigDef definition() {
    ConfigKeys keys = new ConfigKeys();
    addDestination(keys);
    addContent(keys);
    addRotation(keys);
    return SinkKeys.addTo(keys, "S3").definition();
  }

  /** Rules between keys. */
  static CrossRules rules() {
    // Without compression an object takes as much memory as it has bytes, and would never reach its
    // size.
    return SinkKeys.rules()
        .rule(KMS_KEY, ArchiveKeys::keyWithoutKms)
        .rule(COMPRESSION, ArchiveKeys::compressionOfNoFormat)
        .rule(CONTENT, values -> notOfParquet(values, CONTENT, "value"))
        .rule(TOMBSTONES, values -> notOfParquet(values, TOMBSTONES, "skip", "fail"))
        .atMost(ROTATE_BYTES, BUFFER_MEMORY, values -> "none".equals(values.get(COMPRESSION)));
  }

  private static Optional<String> keyWithoutKms(Map<String, ?> values) {
    boolean named = values.get(KMS_KEY) instanceof String id && !id.isEmpty();
    return named && !"aws:kms".equals(values.get(ENCRYPTION))
        ? Optional.of("must be empty unless `" + ENCRYPTION + "` is aws:kms")
        : Optional.empty();
  }

  private static Optional<String> compressionOfNoFormat(Map<String, ?> values) {
    if (!(values.get(FORMAT) instanceof String format)
        || !(values.get(COMPRESSION) instanceof String compression)) {
      return Optional.empty();
    }
    List<String> possible =
        ObjectFormat.of(format).compressions().stream().map(Compression::toString).toList();
    return possible.contains(compression)
        ? Optional.empty()
        : Optional.of(
            "must be one of %s with `%s` %s"
                .formatted(String.join(", ", possible), FORMAT, format));
  }

  /** A row of Parquet is a value's fields: it has no place for a key, and none for no value. */
  private static Optional<String> notOfParquet(
      Map<String, ?> values, String key, String... possible) {
    boolean parquet = ObjectFormat.PARQUET.toString().equals(values.get(FORMAT));
    return parquet && values.get(key) instanceof String value && !List.of(possible).contains(value)
        ? Optional.of(
            "must be %s with `%s` parquet, whose rows are the fields of values"
                .formatted(String.join(" or ", possible), FORMAT))
        : Optional.empty();
  }

  private static void addDestination(ConfigKeys keys) {
    keys.group("Destination")
        .requiredText(
            BUCKET,
            Matches.of(
                "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                "must be 3 to 63 lower-case letters, digits, dots or hyphens, beginning and ending with a letter or digit"),
            Importance.HIGH,
            "Bucket the archive is written to.")
        .requiredText(REGION, AwsClients.REGION_RULE, Importance.HIGH, "Region of the bucket.")
        .text(
            PREFIX,
            "",
            Matches.of(
                "|(?=.{1,256}$)[A-Za-z0-9_][A-Za-z0-9_.=-]*(/[A-Za-z0-9_][A-Za-z0-9_.=-]*)*",
                "must be up to 256 letters, digits, _ . = - in parts joined by /, each beginning with a letter, digit or _"),
            Importance.HIGH,
            "Beginning of every object key, without slashes at its ends; empty for the bucket's root. It is part of the"
                + " archive's identity: another prefix is another archive, which starts where the consumer group stands.")
        .text(
            ENDPOINT,
            "",
            AwsClients.ENDPOINT_RULE,
            Importance.LOW,
            "URL of an S3 of your own, which is asked with the bucket in the path; empty for the AWS SDK's choice.")
        .text(
            STORAGE_CLASS,
            "STANDARD",
            OneOf.of("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"),
            Importance.LOW,
            "Storage class of objects; those that can be read at once.")
        .text(
            ENCRYPTION,
            "none",
            OneOf.of("none", "AES256", "aws:kms"),
            Importance.MEDIUM,
            "Encryption that objects ask for. none: the bucket's own. AES256: keys of S3. aws:kms: a key of KMS.")
        .text(
            KMS_KEY,
            "",
            Matches.of(
                "|[A-Za-z0-9:/_-]{1,2048}", "must be empty or the id, ARN or alias of a key"),
            Importance.MEDIUM,
            "Key of KMS that encrypts objects; empty for the one that AWS keeps for S3. Only with s3.encryption=aws:kms.")
        .number(
            REQUEST_TIMEOUT,
            30_000,
            100,
            Importance.LOW,
            "Milliseconds that one request to S3 may take before it counts as failed and is retried.");
  }

  private static void addContent(ConfigKeys keys) {
    keys.group("Content")
        .text(
            FORMAT,
            "jsonl",
            OneOf.of("jsonl", "parquet"),
            Importance.MEDIUM,
            "Format of objects. jsonl: one JSON document a line, as JsonConverter writes it with schemas.enable=false."
                + " parquet: the fields of values as columns, for records whose values are structs with a schema; an"
                + " object has one schema, and a record of another begins the next.")
        .text(
            CONTENT,
            "value",
            OneOf.of("value", "record"),
            Importance.MEDIUM,
            "What a row holds. value: the record's value. record: an object with partition, offset, key and value; not"
                + " with format=parquet. It must not change for an archive that has objects.")
        .text(
            COMPRESSION,
            "gzip",
            OneOf.of("gzip", "snappy", "zstd", "none"),
            Importance.MEDIUM,
            "Compression of objects; snappy and zstd only with format=parquet, which compresses the pages of each column.")
        .text(
            TOMBSTONES,
            "skip",
            OneOf.of("skip", "write", "fail"),
            Importance.MEDIUM,
            "What becomes of records with a null value. skip: left out. write: written with the format's null, which"
                + " format=parquet has not. fail: the task stops.")
        .text(
            GAPS,
            "continue",
            OneOf.of("continue", "fail"),
            Importance.MEDIUM,
            "What becomes of a partition whose next offsets are never delivered. continue: they are counted and the"
                + " archive goes on after them. fail: the task stops, which suits topics without compaction, transactions"
                + " and transforms that leave records out, for their offsets have no gaps but by retention.");
  }

  private static void addRotation(ConfigKeys keys) {
    keys.group("Rotation")
        .number(
            ROTATE_RECORDS,
            10_000,
            1,
            Importance.HIGH,
            "An object is closed and uploaded when it has this many rows.")
        .number(
            ROTATE_BYTES,
            64 * MIB,
            1,
            Importance.HIGH,
            "An object is closed and uploaded when its rows have this many bytes before compression.")
        .number(
            ROTATE_INTERVAL,
            60_000,
            10,
            Importance.HIGH,
            "An object is closed and uploaded this many milliseconds after its first row was read, whether or not more"
                + " records arrive.")
        .number(
            BUFFER_MEMORY,
            64 * MIB,
            MIB,
            Importance.MEDIUM,
            "Bytes of memory that the open objects of one task may take together. Beyond it the largest object is closed and"
                + " uploaded early. An open gzip object takes its rows as they are up to 64 KiB, then 96 KiB and what its"
                + " rows become; without compression all of its rows. An open Parquet object takes 20 KiB a column, and its"
                + " rows as columns, twice once they are compressed.");
  }
}
