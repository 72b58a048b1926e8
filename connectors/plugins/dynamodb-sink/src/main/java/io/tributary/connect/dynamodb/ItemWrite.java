package io.tributary.connect.dynamodb;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one record wants of one item.
 *
 * @param row the whole item; empty where the row is gone
 * @param snapshotOf the log that the row was read beside, where it is a row of a snapshot
 */
record ItemWrite(
    ItemKey key,
    Optional<Map<String, AttributeValue>> row,
    String position,
    Optional<SourceLog> snapshotOf,
    SinkRecord record) {}
