package io.tributary.connect.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;

/** Everything that this process logs, at every level, while it is open. */
final class RecordedLog extends AppenderSkeleton implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = Logger.getRootLogger().getLevel();

  RecordedLog() {
    Logger.getRootLogger().setLevel(Level.ALL);
    Logger.getRootLogger().addAppender(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  protected void append(LoggingEvent event) {
    lines.add(event.getLoggerName() + " " + event.getRenderedMessage());
    var thrown = event.getThrowableStrRep();
    if (thrown != null) {
      lines.addAll(List.of(thrown));
    }
  }

  @Override
  public void close() {
    Logger.getRootLogger().removeAppender(this);
    Logger.getRootLogger().setLevel(before);
  }

  @Override
  public boolean requiresLayout() {
    return false;
  }
}
