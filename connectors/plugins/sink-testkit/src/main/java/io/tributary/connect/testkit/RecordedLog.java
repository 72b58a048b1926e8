package io.tributary.connect.testkit;

import java.util.ArrayList;
import java.util.List;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;

/** What a connector of this project writes to its log. */
public final class RecordedLog extends AppenderSkeleton implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.tributary.connect");
  private final List<String> lines = new ArrayList<>();

  public RecordedLog() {
    logger.setLevel(Level.INFO);
    logger.setAdditivity(false);
    logger.addAppender(this);
  }

  /** Level and message of each line that begins with the word. */
  public List<String> lines(String word) {
    return lines.stream().filter(line -> line.contains(" " + word + " ")).toList();
  }

  @Override
  protected void append(LoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getRenderedMessage());
  }

  @Override
  public boolean requiresLayout() {
    return false;
  }

  @Override
  public void close() {
    logger.removeAppender(this);
    logger.setLevel(null);
    logger.setAdditivity(true);
  }
}
