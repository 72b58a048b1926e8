package io.tributary.connect.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of one task, told in two ways: as a line of `key=value` pairs in the log, once per
 * interval and once at its end, and as attributes of an MBean whenever somebody asks.
 */
public final class TaskReport implements AutoCloseable {
  /** One number; safe to read from any thread. */
  public static final class Value {
    private final AtomicLong number = new AtomicLong();

    private Value() {}

    public void add(long count) {
      number.addAndGet(count);
    }

    public void set(long value) {
      number.set(value);
    }

    public long get() {
      return number.get();
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TaskReport.class);

  private final String word;
  private final MonotonicClock clock;
  private final long intervalMillis;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final TaskBean bean;
  private long lastReportMillis;

  /**
   * @param kind what the line begins with, with `.task`, and the MBean's type: `archive`
   * @param properties of the task
   * @param names of all values, in the order of the line
   */
  public TaskReport(
      String kind,
      Map<String, String> properties,
      MonotonicClock clock,
      long intervalMillis,
      String... names) {
    word = kind + ".task";
    this.clock = clock;
    this.intervalMillis = intervalMillis;
    for (String name : names) {
      values.put(name, new Value());
    }
    lastReportMillis = clock.millis();
    bean = TaskBean.register(kind, properties, values);
  }

  public Value value(String name) {
    return values.get(name);
  }

  /** Milliseconds until the next line; not positive when it is due. */
  public long dueInMillis() {
    return lastReportMillis + intervalMillis - clock.millis();
  }

  public void write() {
    lastReportMillis = clock.millis();
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "{} {}",
          word,
          values.entrySet().stream()
              .map(value -> value.getKey() + "=" + value.getValue().get())
              .collect(Collectors.joining(" ")));
    }
  }

  /** The last line; the MBean is gone afterwards. */
  @Override
  public void close() {
    write();
    bean.unregister();
  }
}
