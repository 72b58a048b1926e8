package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.S3Clients;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.PluginVersion;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import software.amazon.awssdk.services.s3.S3Client;

/** Connects the framework's callbacks to an {@link Archiver}. */
public final class S3ArchiveSinkTask extends SinkTask {
  private final Function<S3ArchiveConfig, S3Client> clients;
  private final MonotonicClock clock;
  private S3Client s3;
  private Archiver archiver;

  public S3ArchiveSinkTask() {
    this(S3Clients::create, MonotonicClock.SYSTEM);
  }

  S3ArchiveSinkTask(Function<S3ArchiveConfig, S3Client> clients, MonotonicClock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public String version() {
    return PluginVersion.of(S3ArchiveSinkTask.class);
  }

  @Override
  public void start(Map<String, String> properties) {
    S3ArchiveConfig config = new S3ArchiveConfig(properties);
    s3 = clients.apply(config);
    ArchiveStore store = new ArchiveStore(s3, config);
    archiver = new Archiver(config, RecordFormats.of(config), store, clock, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    archiver.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    archiver.put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return archiver.committable(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    archiver.close(partitions);
  }

  @Override
  public void stop() {
    if (archiver != null) {
      archiver.stop();
    }
    Utils.closeQuietly(s3, "S3 client");
  }
}
