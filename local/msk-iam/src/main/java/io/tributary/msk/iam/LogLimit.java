package io.tributary.msk.iam;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets one line per key and window through and counts the others. The count follows when the window
 * is over, at the next line of any key, or when it is closed.
 */
final class LogLimit implements AutoCloseable {

  /** Further keys share one window: a client that invents names must not fill the memory. */
  static final int KEYS = 10_000;

  private static final String OTHERS = "";

  private static final class Window {
    final String line;
    final long start;
    long suppressed;

    Window(String line, long start) {
      this.line = line;
      this.start = start;
    }
  }

  private final long length;
  private final LongSupplier nanoTime;
  private final Consumer<String> sink;
  private final Map<String, Window> windows = new HashMap<>();
  private long sweepAt;

  /**
   * @param window how long a key is quiet after a line
   * @param nanoTime a clock such as {@link System#nanoTime()}
   * @param sink takes the lines
   */
  LogLimit(Duration window, LongSupplier nanoTime, Consumer<String> sink) {
    this.length = window.toNanos();
    this.nanoTime = nanoTime;
    this.sink = sink;
    this.sweepAt = nanoTime.getAsLong() + length;
  }

  /**
   * @param key lines of the same key are alike
   * @param line what to log if the key is not quiet
   */
  synchronized void log(String key, String line) {
    var now = nanoTime.getAsLong();
    var ended = windows.get(key);
    if (now - sweepAt >= 0 || (ended != null && over(ended, now))) {
      sweep(now);
    }
    var full = windows.size() >= KEYS && !windows.containsKey(key);
    var window = windows.get(full ? OTHERS : key);
    if (window != null) {
      window.suppressed++;
      return;
    }
    windows.put(full ? OTHERS : key, new Window(line, now));
    sink.accept(line);
  }

  /** Tells the counts that are still open. */
  @Override
  public synchronized void close() {
    windows.values().forEach(this::tell);
    windows.clear();
  }

  private void sweep(long now) {
    windows
        .values()
        .removeIf(
            window -> {
              if (!over(window, now)) {
                return false;
              }
              tell(window);
              return true;
            });
    // Often enough for the counts, seldom enough for a storm of denials.
    sweepAt = now + length / 10;
  }

  private boolean over(Window window, long now) {
    return now - window.start >= length;
  }

  private void tell(Window window) {
    if (window.suppressed > 0) {
      sink.accept(window.line + ", " + window.suppressed + " more like this in the window");
    }
  }
}
