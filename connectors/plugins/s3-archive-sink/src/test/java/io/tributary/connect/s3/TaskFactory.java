package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.store.S3Clients;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.testkit.FakeTaskContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkTask;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Real tasks with the real S3 client, pointed at a fake bucket. */
public final class TaskFactory {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private TaskFactory() {}

  /** A started task; it has no partitions yet. */
  public static SinkTask start(
      FakeS3 s3, MonotonicClock clock, FakeTaskContext context, Map<String, String> config) {
    S3ArchiveSinkTask task = new S3ArchiveSinkTask(parsed -> client(s3, parsed), clock);
    task.initialize(context);
    task.start(config);
    return task;
  }

  public static S3Client client(FakeS3 s3) {
    return client(s3, new S3ArchiveConfig(config()));
  }

  private static S3Client client(FakeS3 s3, S3ArchiveConfig config) {
    return S3Clients.builder(config)
        .endpointOverride(s3.endpoint())
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  /** The keys without a default, and those given: key, value, key, value … */
  public static Map<String, String> config(String... keysAndValues) {
    Map<String, String> config = new HashMap<>();
    config.put("s3.bucket.name", FakeS3.BUCKET);
    config.put("s3.region", "us-east-1");
    config.put("s3.prefix", "raw");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return config;
  }
}
