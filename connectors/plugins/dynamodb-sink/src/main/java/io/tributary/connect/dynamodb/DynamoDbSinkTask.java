package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.PluginVersion;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Connects the framework's callbacks to a {@link StateWriter}. */
public final class DynamoDbSinkTask extends SinkTask {
  private final Function<DynamoDbSinkConfig, DynamoDbAsyncClient> clients;
  private final MonotonicClock clock;
  private final LongSupplier wallMillis;
  private DynamoDbAsyncClient dynamoDb;
  private StateWriter writer;

  public DynamoDbSinkTask() {
    this(DynamoDbClients::create, MonotonicClock.SYSTEM, System::currentTimeMillis);
  }

  DynamoDbSinkTask(
      Function<DynamoDbSinkConfig, DynamoDbAsyncClient> clients,
      MonotonicClock clock,
      LongSupplier wallMillis) {
    this.clients = clients;
    this.clock = clock;
    this.wallMillis = wallMillis;
  }

  @Override
  public String version() {
    return PluginVersion.of(DynamoDbSinkTask.class);
  }

  @Override
  public void start(Map<String, String> properties) {
    DynamoDbSinkConfig config = new DynamoDbSinkConfig(properties);
    dynamoDb = clients.apply(config);
    writer = new StateWriter(config, dynamoDb, clock, wallMillis, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    writer.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    writer.put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return writer.committable(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    writer.close(partitions);
  }

  @Override
  public void stop() {
    Utils.closeQuietly(writer, "writer");
    Utils.closeQuietly(dynamoDb, "DynamoDB client");
  }
}
