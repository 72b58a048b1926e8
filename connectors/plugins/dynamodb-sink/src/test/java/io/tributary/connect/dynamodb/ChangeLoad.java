package io.tributary.connect.dynamodb;

import io.tributary.connect.testkit.LocalConnect;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.json.JsonConverter;

/** Writes changes of rows to a topic in bursts until it is closed, each key's to one partition. */
final class ChangeLoad implements AutoCloseable {
  private static final int MAX_BURST = 120;
  private static final int MAX_PAUSE_MILLIS = 40;

  private final String topic;
  private final int partitions;
  private final int keys;
  private final Random random;
  private final RowHistory history;
  private final AtomicLong written = new AtomicLong();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean stopped;

  private ChangeLoad(String topic, int partitions, int keys, Random random) {
    this.topic = topic;
    this.partitions = partitions;
    this.keys = keys;
    this.random = random;
    history = new RowHistory(random, keys);
  }

  static ChangeLoad start(String topic, int partitions, int keys, Random random) {
    ChangeLoad load = new ChangeLoad(topic, partitions, keys, random);
    load.thread.start();
    return load;
  }

  long written() {
    return written.get();
  }

  /** How the source is at the end, once this is closed: `v` by `id`. */
  SortedMap<Long, Long> rows() {
    return history.rows();
  }

  static KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", LocalConnect.bootstrapServers(), "acks", "all", "linger.ms", 2);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static byte[] json(Object value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      return converter.fromConnectData("", null, value);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    try (var producer = producer()) {
      while (!stopped) {
        for (int i = random.nextInt(MAX_BURST); i >= 0; i--) {
          long id = random.nextInt(keys);
          byte[] change = json(history.next(id, true));
          producer.send(new ProducerRecord<>(topic, (int) (id % partitions), null, change));
          written.incrementAndGet();
        }
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
