package io.tributary.connect.iceberg;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps old requests from the sink's workers, which answer each that they read. The coordinator has
 * to read its topic from the beginning, or what was written before its group's first commit is in
 * no table; the sink has one setting for both, and a worker's group is new at every start.
 *
 * <p>As one class for producer and consumer, because the sink gives both the same settings.
 */
public final class ControlTopicAge
    implements ConsumerInterceptor<String, byte[]>, ProducerInterceptor<String, byte[]> {

  /** Of a request that nobody waits for any more, whatever clocks say: commits time out before. */
  static final Duration OLD = Duration.ofMinutes(10);

  /** What the group of the coordinator ends with. */
  private static final String COORDINATOR = "-coord";

  private final Clock clock;
  private boolean worker;

  public ControlTopicAge() {
    this(Clock.systemUTC());
  }

  ControlTopicAge(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Object group = configs.get(ConsumerConfig.GROUP_ID_CONFIG);
    worker = group != null && !group.toString().endsWith(COORDINATOR);
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

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void close() {}
}
