package io.tributary.connect.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What became of the rows of one load under one fault.
 *
 * @param seed of everything random in it
 * @param lost rows of the topic that the target has not
 * @param stale rows that the target has in an older state
 * @param duplicated rows that the target has too often, or should not have
 */
public record FaultRow(String fault, long seed, long lost, long stale, long duplicated) {
  /** File that rows are added to, a JSON object a line; none where it is not set. */
  private static final String FILE = System.getProperty("tributary.faults");

  /** Says so, and writes it down where somebody keeps a table. */
  public void tell() {
    String line =
        "{\"fault\":\"%s\",\"seed\":%d,\"lost\":%d,\"stale\":%d,\"duplicated\":%d}%n"
            .formatted(fault, seed, lost, stale, duplicated);
    System.out.print(line);
    if (FILE == null) {
      return;
    }
    try {
      Files.writeString(Path.of(FILE), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
