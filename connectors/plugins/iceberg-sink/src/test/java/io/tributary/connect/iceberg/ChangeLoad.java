package io.tributary.connect.iceberg;

import io.tributary.connect.testkit.LocalConnect;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Changes of the rows of one table, as Debezium tells them, until it is closed: created, changed
 * and deleted, and created again. Those of one key stay in order in one partition.
 */
final class ChangeLoad implements AutoCloseable {
  private static final int KEYS = 200;
  private static final int MAX_BURST = 60;
  private static final int MAX_PAUSE_MILLIS = 250;

  private final String topic;
  private final int partitions;
  private final Random random;
  private final AtomicLong written = new AtomicLong();
  private final Map<Integer, String> rows = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean stopped;

  private ChangeLoad(String topic, int partitions, Random random) {
    this.topic = topic;
    this.partitions = partitions;
    this.random = random;
  }

  static ChangeLoad start(String topic, int partitions, Random random) {
    ChangeLoad load = new ChangeLoad(topic, partitions, random);
    load.thread.start();
    return load;
  }

  /** Records; final once closed. */
  long written() {
    return written.get();
  }

  /** What the source holds in the end: names by keys. To be asked once it is closed. */
  Map<Integer, String> rows() {
    return rows;
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
    Map<String, Object> config =
        Map.of("bootstrap.servers", LocalConnect.bootstrapServers(), "acks", "all", "linger.ms", 2);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      while (!stopped) {
        for (int i = random.nextInt(MAX_BURST); i >= 0; i--) {
          int key = random.nextInt(KEYS);
          producer.send(new ProducerRecord<>(topic, key % partitions, null, change(key)));
        }
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String change(int key) {
    long position = written.incrementAndGet();
    String before = rows.get(key);
    String after = before != null && random.nextInt(4) == 0 ? null : "n" + position;
    if (after == null) {
      rows.remove(key);
    } else {
      rows.put(key, after);
    }
    String op = before == null ? "c" : after == null ? "d" : "u";
    return ("{\"op\":\"%s\",\"ts_ms\":1700000000999,\"before\":%s,\"after\":%s,\"source\":{\"name\":\"shop\","
            + "\"db\":\"sales\",\"table\":\"T\",\"connector\":\"mysql\",\"snapshot\":\"false\","
            + "\"server_id\":1,\"file\":\"mysql-bin.000001\",\"pos\":%d,\"row\":0,\"ts_ms\":%d}}")
        .formatted(op, row(key, before), row(key, after), position, 1_700_000_000_000L + position);
  }

  private static String row(int key, String name) {
    return name == null ? "null" : "{\"ID\":%d,\"NAME\":\"%s\"}".formatted(key, name);
  }
}
