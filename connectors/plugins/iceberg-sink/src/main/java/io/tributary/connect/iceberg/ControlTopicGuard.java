package io.tributary.connect.iceberg;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Keeps old requests from the sink's workers, which answer each that they read. The coordinator has
 * to read its topic from the beginning, or what was written before its group's first commit is in
 * no table; the sink has one setting for both, and a worker's group is new at every start.
 *
 * <p>And it begins nothing without that topic. The sink itself would wait for it without a word,
 * and then tell of an end of its coordinator, but not why.
 *
 * <p>As one class for producer and consumer, because the sink gives both the same settings.
 */
public final class ControlTopicGuard
    implements ConsumerInterceptor<String, byte[]>, ProducerInterceptor<String, byte[]> {

  /** Of the same settings: name of the topic that has to be there. */
  static final String TOPIC = "control.topic";

  /** Of a request that nobody waits for any more, whatever clocks say: commits time out before. */
  static final Duration OLD = Duration.ofMinutes(10);

  /** What the group of the coordinator ends with. */
  private static final String COORDINATOR = "-coord";

  private final Clock clock;
  private boolean worker;

  public ControlTopicGuard() {
    this(Clock.systemUTC());
  }

  ControlTopicGuard(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Object group = configs.get(ConsumerConfig.GROUP_ID_CONFIG);
    worker = group != null && !group.toString().endsWith(COORDINATOR);
    if (group != null && configs.get(TOPIC) != null) {
      require(configs.get(TOPIC).toString(), configs);
    }
  }

  @Override
  public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
    if (!worker) {
      return records;
    }
    long since = clock.millis() - OLD.toMillis();
    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> kept = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, byte[]>> young =
          records.records(partition).stream().filter(each -> each.timestamp() >= since).toList();
      if (!young.isEmpty()) {
        kept.put(partition, young);
      }
    }
    return new ConsumerRecords<>(kept);
  }

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
    return record;
  }

  /** Of whatever else keeps it from looking, the client that is made here will tell itself. */
  private static void require(String topic, Map<String, ?> configs) {
    Map<String, Object> own = new HashMap<>(configs);
    own.keySet().retainAll(AdminClientConfig.configNames());
    own.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    try (Admin admin = Admin.create(own)) {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ConnectException(
            "control topic "
                + topic
                + " is not there, so tasks could not agree on a commit and no row would come into a"
                + " table: make it with one partition and retention without end, then restart the"
                + " task",
            e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void close() {}
}
