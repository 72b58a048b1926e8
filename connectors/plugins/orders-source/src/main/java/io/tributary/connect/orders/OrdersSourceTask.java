package io.tributary.connect.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Generates the orders of some lanes, in the order of their ids. */
public final class OrdersSourceTask extends SourceTask {
  /** Keys that the connector adds: which of how many tasks this one is. */
  static final String TASK = "task";

  static final String TASKS = "tasks";

  private static final int MOST_PER_POLL = 500;

  /** The framework looks after a task between polls, so none takes longer. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Ticker ticker;
  private final PriorityQueue<Lane.Next> next = new PriorityQueue<>(Lane.Next.BY_ORDER);
  private Orders orders;
  private OrderRecords records;
  private long count;
  private Pace pace;

  public OrdersSourceTask() {
    this(Ticker.SYSTEM);
  }

  OrdersSourceTask(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void start(Map<String, String> properties) {
    OrdersSourceConfig config = new OrdersSourceConfig(properties);
    List<Lane> lanes =
        Lane.of(Integer.parseInt(properties.get(TASK)), Integer.parseInt(properties.get(TASKS)));
    orders = config.orders();
    records = new OrderRecords(config.topic(), config.withSchema());
    count = config.count();
    for (Lane lane : lanes) {
      next.add(new Lane.Next(lane.nextOrder(context.offsetStorageReader()), lane));
    }
    pace = new Pace(config.rate() * lanes.size() / Lane.COUNT, ticker);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (atEnd()) {
      ticker.sleep(LONGEST_WAIT_NANOS);
      return null;
    }
    int due = pace.take(MOST_PER_POLL);
    if (due == 0) {
      ticker.sleep(Math.min(pace.nanosToNext(), LONGEST_WAIT_NANOS));
      due = pace.take(MOST_PER_POLL);
    }
    List<SourceRecord> batch = new ArrayList<>(due);
    while (batch.size() < due && !atEnd()) {
      Lane.Next first = next.remove();
      batch.add(records.record(orders.order(first.order()), first.lane()));
      next.add(first.following());
    }
    return batch.isEmpty() ? null : batch;
  }

  @Override
  public void stop() {}

  private boolean atEnd() {
    return count != OrdersSourceConfig.ENDLESS && next.element().order() >= count;
  }
}
