package io.tributary.msk.iam;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;

/** All that this module logs while it is open; log4j.properties lets every level through. */
final class RecordedLog extends AppenderSkeleton implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("io.tributary.msk.iam");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  RecordedLog() {
    LOGGER.addAppender(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  protected void append(LoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getRenderedMessage());
    var thrown = event.getThrowableStrRep();
    if (thrown != null) {
      lines.addAll(List.of(thrown));
    }
  }

  @Override
  public void close() {
    LOGGER.removeAppender(this);
  }

  @Override
  public boolean requiresLayout() {
    return false;
  }
}
