package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class ControlTopicGuardTest {
  private static final TopicPartition CONTROL = new TopicPartition("control", 0);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void keepsOldRequestsFromAWorker() {
    assertThat(offsets(reader("cg-control-x.1234"))).containsExactly(1L, 2L);
  }

  @Test
  void keepsNothingFromTheCoordinator() {
    assertThat(offsets(reader("connect-x-coord"))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void keepsNothingFromAProducer() {
    ControlTopicGuard interceptor = new ControlTopicGuard();
    interceptor.configure(Map.of());

    assertThat(offsets(interceptor)).hasSize(3);
    assertThat(interceptor.onSend(null)).isNull();
  }

  private static ControlTopicGuard reader(String group) {
    ControlTopicGuard interceptor = new ControlTopicGuard(Clock.fixed(NOW, ZoneOffset.UTC));
    interceptor.configure(Map.of("group.id", group));
    return interceptor;
  }

  private static List<Long> offsets(ControlTopicGuard interceptor) {
    long limit = NOW.minus(ControlTopicGuard.OLD).toEpochMilli();
    var records =
        new ConsumerRecords<>(
            Map.of(CONTROL, List.of(at(0, limit - 1), at(1, limit), at(2, NOW.toEpochMilli()))));
    return StreamSupport.stream(interceptor.onConsume(records).spliterator(), false)
        .map(ConsumerRecord::offset)
        .toList();
  }

  private static ConsumerRecord<String, byte[]> at(long offset, long timestamp) {
    return new ConsumerRecord<>(
        CONTROL.topic(),
        CONTROL.partition(),
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
