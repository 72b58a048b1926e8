package io.tributary.delta;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A process that commits as Delta does: it takes the version after the last one that it knows, and
 * the next where that is taken. It prints one line {@code <version> <commit>} for each that it was
 * told to have written.
 */
final class Writer {
  private Writer() {}

  /** Store class, scheme, endpoint, name of the writer, number of commits. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Configuration conf = Settings.of(arguments[2]);
    LogStore store =
        (LogStore)
            Class.forName(arguments[0]).getConstructor(Configuration.class).newInstance(conf);
    String scheme = arguments[1];
    // What a process does once is done before the race.
    Settings.path(scheme, 0).getFileSystem(conf).exists(Settings.path(scheme, 0));
    System.out.println("ready");
    System.in.read();
    long version = 0;
    for (int number = 0; number < Integer.parseInt(arguments[4]); number++) {
      String commit = arguments[3] + "-" + number;
      while (!written(store, scheme, version, commit, conf)) {
        version++;
      }
      System.out.println(version++ + " " + commit);
    }
  }

  private static boolean written(
      LogStore store, String scheme, long version, String commit, Configuration conf)
      throws IOException {
    try {
      store.write(Settings.path(scheme, version), List.of(commit).iterator(), false, conf);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }
}
