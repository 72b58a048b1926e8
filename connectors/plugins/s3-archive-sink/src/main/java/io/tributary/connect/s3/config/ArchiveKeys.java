package io.tributary.connect.s3.config;

import io.tributary.connect.sink.AwsClients;
import io.tributary.connect.sink.ConfigKeys;
import io.tributary.connect.sink.CrossRules;
import io.tributary.connect.sink.Matches;
import io.tributary.connect.sink.OneOf;
import io.tributary.connect.sink.SinkKeys;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Every key of the connector: name, type, default, rule, documentation, place in a form. */
final class ArchiveKeys {
  static final String BUCKET = "s3.bucket.name";
  static final String REGION = "s3.region";
  static final String PREFIX = "s3.prefix";
  static final String REQUEST_TIMEOUT = "s3.request.timeout.ms";
  static final String FORMAT = "format";
  static final String CONTENT = "content";
  static final String COMPRESSION = "compression";
  static final String TOMBSTONES = "tombstones";
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
        .atMost(ROTATE_BYTES, BUFFER_MEMORY, values -> "none".equals(values.get(COMPRESSION)));
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
            OneOf.of("jsonl"),
            Importance.MEDIUM,
            "Format of objects. jsonl: one JSON document a line, as JsonConverter writes it with schemas.enable=false.")
        .text(
            CONTENT,
            "value",
            OneOf.of("value", "record"),
            Importance.MEDIUM,
            "What a row holds. value: the record's value. record: an object with partition, offset, key and value. It must"
                + " not change for an archive that has objects.")
        .text(
            COMPRESSION,
            "gzip",
            OneOf.of("gzip", "none"),
            Importance.MEDIUM,
            "Compression of objects.")
        .text(
            TOMBSTONES,
            "skip",
            OneOf.of("skip", "write", "fail"),
            Importance.MEDIUM,
            "What becomes of records with a null value. skip: left out. write: written with the format's null."
                + " fail: the task stops.");
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
            "Bytes of memory that the open objects of one task may take together, compressors included (264 KiB per open"
                + " gzip object). Beyond it the largest object is closed and uploaded early.");
  }
}
