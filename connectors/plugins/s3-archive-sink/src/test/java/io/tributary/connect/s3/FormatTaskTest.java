package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.CUSTOMERS;
import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredArchive;
import io.tributary.connect.s3.fake.StoredObject;
import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.format.RecordWriter;
import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.ManualClock;
import io.tributary.connect.testkit.PartitionLog;
import io.tributary.connect.testkit.RecordedLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a format can rely on, by one whose objects hold rows of one kind only. */
final class FormatTaskTest {
  private final FakeS3 s3 = new FakeS3();
  private final ManualClock clock = new ManualClock();
  private final OneKind format = new OneKind();

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void aRecordThatTheOpenObjectCannotTakeBeginsTheNext() {
    Archiver archiver = open(ORDERS);
    try (RecordedLog log = new RecordedLog()) {
      archiver.put(kinds("a", "a", "b", "a", "a"));
      clock.advance(60_000);
      archiver.put(List.of());
      assertThat(log.lines("archive.object"))
          .extracting(line -> line.replaceAll(".*(rows=\\d).*(reason=\\w+).*", "$1 $2"))
          .containsExactly(
              "rows=2 reason=schema", "rows=1 reason=schema", "rows=2 reason=interval");
    }
    StoredArchive archive = new StoredArchive(s3, "raw/orders/partition=0/");
    assertThat(archive.assertChained().keys()).hasSize(3);
    assertThat(format.open).isZero();
    archiver.stop();
  }

  @Test
  void everyWriterIsClosedWhateverBecomesOfIt() {
    Archiver archiver = open(ORDERS);
    archiver.open(Set.of(CUSTOMERS));
    archiver.put(kinds("bad", "a"));
    archiver.put(List.of(row(CUSTOMERS, 0)));
    assertThat(format.open).as("two open objects").isEqualTo(2);
    archiver.close(Set.of(ORDERS));
    assertThat(format.open).as("revoked").isEqualTo(1);
    archiver.stop();
    assertThat(format.open).as("stopped").isZero();
    assertThat(format.closed).isTrue();
  }

  @Test
  void theWriterOfAnObjectThatGaveWayIsClosed() {
    Archiver archiver = open(ORDERS);
    archiver.put(kinds("a", "a"));
    s3.objects()
        .put(
            "raw/orders/partition=0/orders+0+00000000000000000000.kind",
            new StoredObject(
                new byte[0],
                Map.of("first-offset", "0", "last-offset", "9", "record-count", "10")));
    clock.advance(60_000);
    archiver.put(List.of());
    assertThat(format.open).isZero();
    archiver.stop();
  }

  private Archiver open(TopicPartition partition) {
    S3ArchiveConfig config = new S3ArchiveConfig(TaskFactory.config());
    ArchiveStore store = new ArchiveStore(TaskFactory.client(s3), config);
    FakeTaskContext context = new FakeTaskContext((record, cause) -> done());
    Archiver archiver = new Archiver(config, format, store, clock, context);
    archiver.open(Set.of(partition));
    return archiver;
  }

  private static java.util.concurrent.Future<Void> done() {
    return java.util.concurrent.CompletableFuture.completedFuture(null);
  }

  private static List<SinkRecord> kinds(String... kinds) {
    return java.util.stream.IntStream.range(0, kinds.length)
        .mapToObj(offset -> PartitionLog.record(ORDERS, offset, kinds[offset]))
        .toList();
  }

  /** Its rows are the kinds themselves, a JSON text each. */
  private static final class OneKind implements RecordFormat {
    private int open;
    private boolean closed;

    @Override
    public String extension() {
      return "kind";
    }

    @Override
    public String contentType() {
      return "text/plain";
    }

    @Override
    public RecordWriter newWriter() {
      open++;
      return new OneKindWriter(this);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class OneKindWriter implements RecordWriter {
    private final OneKind format;
    private final ChunkedBuffer buffer = new ChunkedBuffer();
    private Object kind;
    private boolean closed;

    OneKindWriter(OneKind format) {
      this.format = format;
    }

    @Override
    public boolean accepts(SinkRecord record) {
      return kind == null || kind.equals(record.value());
    }

    @Override
    public void write(SinkRecord record) {
      if ("bad".equals(record.value())) {
        throw new DataException("bad");
      }
      kind = record.value();
      byte[] line = "\"row\"\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      buffer.write(line, 0, line.length);
    }

    @Override
    public long encodedBytes() {
      return buffer.length();
    }

    @Override
    public long heldBytes() {
      return buffer.heldBytes();
    }

    @Override
    public ChunkedBuffer finish() {
      return buffer;
    }

    @Override
    public void close() {
      format.open -= closed ? 0 : 1;
      closed = true;
    }
  }
}
