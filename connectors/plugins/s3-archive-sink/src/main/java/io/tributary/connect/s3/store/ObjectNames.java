package io.tributary.connect.s3.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Keys of archive objects: `<prefix>/<topic>/partition=
 *
 * <p>/<topic>+
 *
 * <p>+<offset>.<extension>`, where the offset is the one that the archive expected next when the
 * object was written. It never depends on where an object ends: two writers that cut at different
 * places still meet at the same key.
 */
public final class ObjectNames {
  private static final int OFFSET_DIGITS = 20;
  private static final Pattern OFFSET_AND_EXTENSION =
      Pattern.compile("(\\d{" + OFFSET_DIGITS + "})\\.[a-z0-9.]+");

  private final String folder;
  private final String extension;

  /**
   * @param prefix key prefix without slashes at its ends; empty for the bucket's root
   * @param extension end of the name without a leading dot
   */
  public ObjectNames(String prefix, String extension) {
    folder = prefix.isEmpty() ? "" : prefix + "/";
    this.extension = extension;
  }

  /** Key of the object that begins where the archive of the partition ends now. */
  public String key(TopicPartition partition, long expectedOffset) {
    return stem(partition) + digits(expectedOffset) + "." + extension;
  }

  /** What all keys of the partition begin with, whatever their format, and no other key does. */
  public String stem(TopicPartition partition) {
    String topic = partition.topic();
    int number = partition.partition();
    return folder + topic + "/partition=" + number + "/" + topic + "+" + number + "+";
  }

  /**
   * A position for listings: after it come the keys with a greater offset and none with a smaller
   * or equal one.
   */
  public String after(TopicPartition partition, long expectedOffset) {
    // '/' sorts after '.' and before the digits, so it closes every extension of this offset.
    return stem(partition) + digits(expectedOffset) + "/";
  }

  /**
   * The offset in a key of the partition.
   *
   * @throws ConnectException when it is no name of ours
   */
  public long expectedOffset(TopicPartition partition, String key) {
    Matcher name = OFFSET_AND_EXTENSION.matcher(key.substring(stem(partition).length()));
    if (!name.matches()) {
      throw new ConnectException(
          "Object "
              + key
              + " is in the archive of "
              + partition
              + " but was not written by it: move it elsewhere");
    }
    return Long.parseLong(name.group(1));
  }

  private static String digits(long offset) {
    return String.format("%0" + OFFSET_DIGITS + "d", offset);
  }
}
