package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.AwsClients;
import io.tributary.connect.sink.ConfigKeys;
import io.tributary.connect.sink.Matches;
import io.tributary.connect.sink.OneOf;
import io.tributary.connect.sink.SinkKeys;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** Every key of the connector but those of single topics. */
final class DynamoDbKeys {
  static final String REGION = "dynamodb.region";
  static final String ENDPOINT = "dynamodb.endpoint";
  static final String REQUEST_TIMEOUT = "dynamodb.request.timeout.ms";
  static final String TABLE_FORMAT = "dynamodb.table.name.format";
  static final String HASH = "dynamodb.key.hash";
  static final String SORT = "dynamodb.key.sort";
  static final String ENVELOPE = "envelope";
  static final String DELETES = "deletes";
  static final String TOMBSTONE_RETENTION = "tombstone.retention.ms";
  static final String TRUNCATE = "truncate";
  static final String UNKNOWN_SERVER = "unknown.server";
  static final String STALE_SNAPSHOTS = "stale.snapshots";
  static final String NULL_VALUES = "null.values";
  static final String MAX_IN_FLIGHT = "max.in.flight";

  static final Validator TRUNCATE_POLICIES = OneOf.of("fail", "ignore");
  static final String TABLE_NAME = "[A-Za-z0-9_.-]{3,255}";
  static final String TABLE_NAME_RULE = "must be 3 to 255 letters, digits, dots, _ or -";

  private static final Validator KEY_FIELD =
      Matches.of("|" + KeyField.PATTERN.pattern(), KeyField.RULE);

  private DynamoDbKeys() {}

  static ConfigDef definition() {
    ConfigKeys keys = new ConfigKeys();
    addDestination(keys);
    addContent(keys);
    addWriting(keys);
    return SinkKeys.addTo(keys, "DynamoDB").definition();
  }

  private static void addDestination(ConfigKeys keys) {
    keys.group("Destination")
        .requiredText(REGION, AwsClients.REGION_RULE, Importance.HIGH, "Region of the tables.")
        .text(
            ENDPOINT,
            "",
            AwsClients.ENDPOINT_RULE,
            Importance.LOW,
            "Where DynamoDB answers; empty for the SDK's own choice.")
        .text(
            TABLE_FORMAT,
            "kafka_${topic}",
            Matches.of(
                "([A-Za-z0-9_.-]|\\$\\{topic\\})+",
                "must be letters, digits, dots, _ or -, with ${topic} for the topic"),
            Importance.HIGH,
            "Name of a topic's table, with ${topic} for the topic that records were read from.")
        .text(
            HASH,
            "",
            KEY_FIELD,
            Importance.HIGH,
            "Field that the partition key is taken from, and named after: value.<field> of the row, or key.<field> of"
                + " the record's key. Required unless every topic has its own.")
        .text(
            SORT,
            "",
            KEY_FIELD,
            Importance.HIGH,
            "Field that the sort key is taken from, likewise; empty where tables have none.");
  }

  private static void addContent(ConfigKeys keys) {
    keys.group("Content")
        .text(
            ENVELOPE,
            "none",
            OneOf.of("none", "debezium"),
            Importance.HIGH,
            "What values are. none: rows. debezium: envelopes of changes, which tell their place in the source's log.")
        .text(
            DELETES,
            "tombstone",
            OneOf.of("tombstone", "delete"),
            Importance.HIGH,
            "What a deletion does. tombstone: leaves an item with __deleted and its position, so that no older change"
                + " brings the row back. delete: removes the item unless it is newer.")
        .number(
            TOMBSTONE_RETENTION,
            Duration.ofDays(7).toMillis(),
            1_000,
            Importance.MEDIUM,
            "Milliseconds after which a tombstone may expire. It must be longer than records can be read again.")
        .text(
            TRUNCATE,
            "fail",
            TRUNCATE_POLICIES,
            Importance.MEDIUM,
            "What a truncated source table does. fail: stops the task. ignore: nothing, its rows stay.")
        .text(
            UNKNOWN_SERVER,
            "fail",
            OneOf.of("fail", "follow"),
            Importance.MEDIUM,
            "What changes from another server of the source do than those before, as far as a task has seen them. fail:"
                + " stop the task. follow: nothing, since the log is the same one.")
        .text(
            STALE_SNAPSHOTS,
            "fail",
            OneOf.of("fail", "ignore"),
            Importance.LOW,
            "What a row of a snapshot does that is older by the log than an item, and newer by the topic. fail: stops"
                + " the task, for the log is another one. ignore: nothing, the item stays.")
        .text(
            NULL_VALUES,
            "write",
            OneOf.of("write", "omit"),
            Importance.MEDIUM,
            "What becomes of fields that are null. write: attributes of type NULL. omit: nothing.");
  }

  private static void addWriting(ConfigKeys keys) {
    keys.group("Writing")
        .number(
            MAX_IN_FLIGHT,
            64,
            1,
            Importance.MEDIUM,
            "Writes of one task that may be under way at once.")
        .number(
            REQUEST_TIMEOUT,
            30_000,
            100,
            Importance.LOW,
            "Milliseconds that one request may take before it counts as failed and is retried.");
  }
}
