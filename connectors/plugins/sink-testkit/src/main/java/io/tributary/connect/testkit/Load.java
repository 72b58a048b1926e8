package io.tributary.connect.testkit;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes bursts to every partition of a topic until it is closed. A record's `id`, in its key and
 * in its value, is its offset.
 */
public final class Load implements AutoCloseable {
  private static final int MAX_BURST = 60;
  private static final int MAX_PAUSE_MILLIS = 60;

  private final String topic;
  private final AtomicLongArray written;
  private final Random random;
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean stopped;

  private Load(String topic, int partitions, Random random) {
    this.topic = topic;
    this.random = random;
    written = new AtomicLongArray(partitions);
  }

  public static Load start(String topic, int partitions, Random random) {
    Load load = new Load(topic, partitions, random);
    load.thread.start();
    return load;
  }

  /** Records of the partition; final once closed. */
  public long written(int partition) {
    return written.get(partition);
  }

  public int partitions() {
    return written.length();
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
        int partition = random.nextInt(written.length());
        for (int i = random.nextInt(MAX_BURST); i >= 0; i--) {
          String row = "{\"id\":" + written.getAndIncrement(partition) + "}";
          producer.send(new ProducerRecord<>(topic, partition, row, row));
        }
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
