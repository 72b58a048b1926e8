package io.tributary.msk.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy file as it stands, at most {@link #INTERVAL} old. Contents are compared, for two
 * writes may fall into one tick of a file's time. While the file can't be used nobody may do
 * anything.
 */
final class PolicyStore {

  /** How often the file is looked at. */
  static final Duration INTERVAL = Duration.ofMillis(250);

  private static final Logger log = LoggerFactory.getLogger(PolicyStore.class);

  /**
   * What was read last.
   *
   * @param policies what holds
   * @param serial counts the changes, from 1
   * @param refusal why the file can't be used; null while it can
   */
  record Snapshot(Policies policies, long serial, String refusal) {}

  private final Path file;
  private final LongSupplier nanoTime;
  private final AtomicLong due;
  private byte[] content;
  private volatile Snapshot snapshot;

  /**
   * @param file the policy file
   * @param nanoTime a clock such as {@link System#nanoTime()}
   * @throws IllegalArgumentException if the file can't be used, saying why
   */
  PolicyStore(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong() + INTERVAL.toNanos());
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(unreadable(e), e);
    }
    snapshot = new Snapshot(PolicyFile.parse(content), 1, null);
  }

  /** Safe for use by many threads; one of them reads, the others go on with what they have. */
  Snapshot current() {
    var now = nanoTime.getAsLong();
    var expected = due.get();
    if (now - expected >= 0 && due.compareAndSet(expected, now + INTERVAL.toNanos())) {
      reload();
    }
    return snapshot;
  }

  private synchronized void reload() {
    byte[] read = null;
    String problem = null;
    try {
      read = Files.readAllBytes(file);
    } catch (IOException e) {
      problem = unreadable(e);
    }
    if (Arrays.equals(read, content)) {
      return;
    }
    content = read;
    var serial = snapshot.serial() + 1;
    if (problem == null) {
      try {
        snapshot = new Snapshot(PolicyFile.parse(read), serial, null);
        log.info("policies: generation {} is in force", snapshot.policies().generation());
        return;
      } catch (IllegalArgumentException e) {
        problem = e.getMessage();
      }
    }
    snapshot = new Snapshot(snapshot.policies().withoutRights(), serial, problem);
    log.error("policies: everything is denied until {} can be used again: {}", file, problem);
  }

  private static String unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? "the file does not exist"
        : "the file can't be read: " + e.getClass().getSimpleName();
  }
}
