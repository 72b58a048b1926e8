package io.tributary.delta;

import static io.tributary.delta.FakeS3.Fault.ACCESS_DENIED;
import static io.tributary.delta.FakeS3.Fault.CONFLICT;
import static io.tributary.delta.FakeS3.Fault.INTERNAL_ERROR;
import static io.tributary.delta.FakeS3.Fault.LOST_ANSWER;
import static io.tributary.delta.FakeS3.Fault.LOST_REQUEST;
import static io.tributary.delta.FakeS3.Fault.OTHERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.delta.FakeS3.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionalPutLogStoreTest {
  private static final String FIRST = Settings.key(0);

  private static FakeS3 s3;
  private static Configuration conf;
  private static ConditionalPutLogStore store;

  /** One server for all, because Hadoop keeps the file system of a bucket. */
  @BeforeAll
  static void start() throws IOException {
    s3 = new FakeS3();
    conf = Settings.of(s3.endpoint());
    store = new ConditionalPutLogStore(conf);
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  @BeforeEach
  void empty() {
    s3.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "s3a"})
  void writesAFreeVersionByOneRequest(String scheme) throws IOException {
    Settings.path(scheme, 0).getFileSystem(conf);
    s3.takeRequests();

    commit(scheme, 0, "{\"commitInfo\":{}}", "{\"add\":{\"path\":\"ö\"}}");

    assertThat(s3.takeRequests()).containsExactly("PUT " + FIRST);
    assertThat(s3.text(FIRST)).isEqualTo("{\"commitInfo\":{}}\n{\"add\":{\"path\":\"ö\"}}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "s3a"})
  void leavesATakenVersionWhicheverSchemeItWasWrittenBy(String scheme) throws IOException {
    commit(scheme.equals("s3") ? "s3a" : "s3", 0, "theirs");

    assertThatThrownBy(() -> commit(scheme, 0, "ours"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("s3://lake/" + FIRST);
    assertThat(s3.text(FIRST)).isEqualTo("theirs\n");
  }

  @Test
  void takesItsOwnCommitForItsOwnWhenTheAnswerWasLost() throws IOException {
    s3.next(LOST_ANSWER);

    commit("s3", 0, "ours");

    assertThat(s3.text(FIRST)).isEqualTo("ours\n");
  }

  @Test
  void takesItsOwnCommitForItsOwnWhenEveryAnswerWasLost() throws IOException {
    s3.next(times(LOST_ANSWER, 20));

    commit("s3", 0, "ours");

    assertThat(s3.text(FIRST)).isEqualTo("ours\n");
  }

  @Test
  void writesAgainWhatNeverArrived() throws IOException {
    s3.next(times(LOST_REQUEST, 5));

    commit("s3", 0, "ours");

    assertThat(s3.text(FIRST)).isEqualTo("ours\n");
  }

  @Test
  void tellsAnothersCommitFromItsOwnWhenTheAnswerWasLost() {
    s3.next(OTHERS);

    assertThatThrownBy(() -> commit("s3", 0, "ours"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(s3.text(FIRST)).isEqualTo("another writer's\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CONFLICT", "INTERNAL_ERROR"})
  void writesAgainAfterAConflictAndAfterAFailureOfTheServer(Fault fault) throws IOException {
    s3.next(fault);

    commit("s3", 0, "ours");

    assertThat(s3.text(FIRST)).isEqualTo("ours\n");
  }

  @Test
  void leavesTheVersionToTheWriterThatAConflictWasWith() {
    s3.next(CONFLICT);
    s3.store(FIRST, "theirs\n");

    assertThatThrownBy(() -> commit("s3", 0, "ours"))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void givesUpAConflictThatDoesNotEnd() {
    s3.next(times(CONFLICT, 100));

    assertThatThrownBy(() -> commit("s3", 0, "ours"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("s3://lake/" + FIRST)
        .hasMessageContaining("may appear yet")
        .hasMessageContaining("CONFLICT");
  }

  @Test
  void failsAtOnceWhereItIsNotAllowed() {
    s3.takeRequests();
    s3.next(ACCESS_DENIED);

    assertThatThrownBy(() -> commit("s3", 0, "ours"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not written")
        .hasMessageContaining("ACCESS_DENIED");
    assertThat(s3.takeRequests()).containsExactly("PUT " + FIRST);
  }

  @Test
  void isInterruptedWhileItWaits() {
    s3.next(times(INTERNAL_ERROR, 100));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> commit("s3", 0, "ours")).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void writesAnewWhatMayBeOverwritten() throws IOException {
    s3.store(FIRST, "old\n");

    store.write(Settings.path("s3", 0), List.of("new").iterator(), true, conf);

    assertThat(s3.text(FIRST)).isEqualTo("new\n");
  }

  @Test
  void readsAndListsAsBefore() throws IOException {
    commit("s3", 0, "first", "second");
    commit("s3", 1, "third");
    commit("s3", 2, "fourth");

    try (var lines = store.read(Settings.path("s3", 0), conf)) {
      assertThat(lines).toIterable().containsExactly("first", "second");
    }
    assertThat(store.listFrom(Settings.path("s3", 1), conf))
        .toIterable()
        .extracting(file -> file.getPath().getName())
        .containsExactly("00000000000000000001.json", "00000000000000000002.json");
    assertThat(store.isPartialWriteVisible(Settings.path("s3", 1), conf)).isFalse();
  }

  private void commit(String scheme, long version, String... actions) throws IOException {
    Path path = Settings.path(scheme, version);
    store.write(path, Arrays.asList(actions).iterator(), false, conf);
  }

  private static Fault[] times(Fault fault, int count) {
    return IntStream.range(0, count).mapToObj(index -> fault).toArray(Fault[]::new);
  }
}
