package io.tributary.delta;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The log of Delta tables in S3 for any number of writers. Delta's own store for S3 looks whether a
 * version is free and then writes it, which two processes can do at once: one overwrites the
 * other's commit, and both have succeeded. This one writes a version on the condition that it is
 * free, and S3 itself lets one of them win.
 *
 * <p>Files that may be written anew, and all reading and listing, are left as they were.
 */
public final class ConditionalPutLogStore extends S3SingleDriverLogStore {

  /** Called by Delta. */
  public ConditionalPutLogStore(Configuration hadoopConf) {
    super(hadoopConf);
  }

  /**
   * @throws FileAlreadyExistsException where another writer has the version
   */
  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoopConf)
      throws IOException {
    if (overwrite) {
      super.write(path, actions, true, hadoopConf);
      return;
    }
    // The schemes differ between writers, the object does not.
    URI uri = path.getFileSystem(hadoopConf).makeQualified(path).toUri();
    String key = uri.getPath().substring(1);
    new Commit(uri.getHost(), key, lines(actions)).put(S3Clients.of(hadoopConf));
  }

  private static byte[] lines(Iterator<String> actions) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (actions.hasNext()) {
      content.writeBytes(actions.next().getBytes(StandardCharsets.UTF_8));
      content.write('\n');
    }
    return content.toByteArray();
  }
}
