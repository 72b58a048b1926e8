package io.tributary.connect.s3.config;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

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
  static final String RETRY_BACKOFF = "retry.backoff.ms";
  static final String RETRY_MAX_BACKOFF = "retry.max.backoff.ms";
  static final String RETRY_TIMEOUT = "retry.timeout.ms";
  static final String METRICS_INTERVAL = "metrics.interval.ms";

  private static final long MIB = 1024 * 1024;

  private final ConfigDef definition = new ConfigDef();
  private String group;
  private int order;

  private ArchiveKeys() {}

  static ConfigDef definition() {
    ArchiveKeys keys = new ArchiveKeys();
    keys.addDestination();
    keys.addContent();
    keys.addRotation();
    keys.addRetry();
    keys.addMonitoring();
    return keys.definition;
  }

  private void addDestination() {
    group("Destination");
    text(
        BUCKET,
        NO_DEFAULT_VALUE,
        Matches.of(
            "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
            "must be 3 to 63 lower-case letters, digits, dots or hyphens, beginning and ending with a letter or digit"),
        Importance.HIGH,
        "Bucket the archive is written to.");
    text(
        REGION,
        NO_DEFAULT_VALUE,
        Matches.of("[a-z]{2,}(-[a-z]+)+-[0-9]+", "must be a region such as us-east-1"),
        Importance.HIGH,
        "Region of the bucket.");
    text(
        PREFIX,
        "",
        Matches.of(
            "|(?=.{1,256}$)[A-Za-z0-9_][A-Za-z0-9_.=-]*(/[A-Za-z0-9_][A-Za-z0-9_.=-]*)*",
            "must be up to 256 letters, digits, _ . = - in parts joined by /, each beginning with a letter, digit or _"),
        Importance.HIGH,
        "Beginning of every object key, without slashes at its ends; empty for the bucket's root. It is part of the"
            + " archive's identity: another prefix is another archive, which starts where the consumer group stands.");
    number(
        REQUEST_TIMEOUT,
        30_000,
        100,
        Importance.LOW,
        "Milliseconds that one request to S3 may take before it counts as failed and is retried.");
  }

  private void addContent() {
    group("Content");
    text(
        FORMAT,
        "jsonl",
        OneOf.of("jsonl"),
        Importance.MEDIUM,
        "Format of objects. jsonl: one JSON document a line, as JsonConverter writes it with schemas.enable=false.");
    text(
        CONTENT,
        "value",
        OneOf.of("value", "record"),
        Importance.MEDIUM,
        "What a row holds. value: the record's value. record: an object with partition, offset, key and value. It must"
            + " not change for an archive that has objects.");
    text(
        COMPRESSION,
        "gzip",
        OneOf.of("gzip", "none"),
        Importance.MEDIUM,
        "Compression of objects.");
    text(
        TOMBSTONES,
        "skip",
        OneOf.of("skip", "write", "fail"),
        Importance.MEDIUM,
        "What becomes of records with a null value. skip: left out. write: written with the format's null."
            + " fail: the task stops.");
  }

  private void addRotation() {
    group("Rotation");
    number(
        ROTATE_RECORDS,
        10_000,
        1,
        Importance.HIGH,
        "An object is closed and uploaded when it has this many rows.");
    number(
        ROTATE_BYTES,
        64 * MIB,
        1,
        Importance.HIGH,
        "An object is closed and uploaded when its rows have this many bytes before compression.");
    number(
        ROTATE_INTERVAL,
        60_000,
        10,
        Importance.HIGH,
        "An object is closed and uploaded this many milliseconds after its first row was read, whether or not more"
            + " records arrive.");
    number(
        BUFFER_MEMORY,
        64 * MIB,
        MIB,
        Importance.MEDIUM,
        "Bytes of memory that the open objects of one task may take together, compressors included (264 KiB per open"
            + " gzip object). Beyond it the largest object is closed and uploaded early.");
  }

  private void addRetry() {
    group("Retry");
    number(
        RETRY_BACKOFF,
        200,
        1,
        Importance.LOW,
        "Milliseconds before the first retry of a request to S3; doubled for each further one, drawn from its upper half.");
    number(
        RETRY_MAX_BACKOFF,
        10_000,
        1,
        Importance.LOW,
        "Longest pause in milliseconds between two attempts.");
    number(
        RETRY_TIMEOUT,
        180_000,
        1,
        Importance.MEDIUM,
        "Milliseconds after the first of a row of failures at which the task gives up and fails. While a task is"
            + " assigned partitions the wait blocks the consumer, so keep it below max.poll.interval.ms.");
  }

  private void addMonitoring() {
    group("Monitoring");
    number(
        METRICS_INTERVAL,
        60_000,
        100,
        Importance.LOW,
        "Milliseconds between two log lines with the task's counters.");
  }

  private void group(String name) {
    group = name;
    order = 0;
  }

  private void text(
      String key, Object fallback, Validator rule, Importance importance, String documentation) {
    define(key, Type.STRING, fallback, rule, importance, documentation);
  }

  private void number(
      String key, long fallback, long minimum, Importance importance, String documentation) {
    define(key, Type.LONG, fallback, new AtLeast(minimum), importance, documentation);
  }

  private void define(
      String key,
      Type type,
      Object fallback,
      Validator rule,
      Importance importance,
      String documentation) {
    definition.define(
        key, type, fallback, rule, importance, documentation, group, order++, Width.MEDIUM, key);
  }
}
