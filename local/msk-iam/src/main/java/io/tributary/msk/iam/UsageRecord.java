package io.tributary.msk.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.msk.iam.policy.Decision;
import io.tributary.msk.iam.policy.Match;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was asked and decided, one JSON line for the first time that a role, action, resource and
 * decision occur together under one state of the policies. A line is in the file before the answer
 * goes to the client.
 */
final class UsageRecord implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(UsageRecord.class);
  private static final JsonMapper JSON = new JsonMapper();

  private record Use(long serial, String role, String action, String resource, String decision) {}

  private final Path file;
  private final FileChannel channel;
  private final int most;
  private final Set<Use> seen = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private long newest;

  /**
   * @param file is appended to, and made where it is missing
   * @param most how many different uses of one state are recorded at most; then the record ends
   *     with {@code {"incomplete": "<reason>"}}
   * @throws IOException if the file can't be opened for writing
   */
  UsageRecord(Path file, int most) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    this.most = most;
  }

  Path file() {
    return file;
  }

  /**
   * @param snapshot the policies that decided
   * @param question what was asked
   * @param word {@code allow}, {@code implicitDeny}, {@code explicitDeny} or {@code filtered}
   * @param decision with its matches
   */
  void record(PolicyStore.Snapshot snapshot, Question question, String word, Decision decision) {
    var use =
        new Use(snapshot.serial(), question.role(), question.action(), question.resource(), word);
    // Held only after its line is written: who finds it here may answer at once.
    if (stopped || seen.contains(use)) {
      return;
    }
    synchronized (this) {
      if (stopped || seen.contains(use)) {
        return;
      }
      if (use.serial() > newest) {
        newest = use.serial();
        seen.removeIf(old -> old.serial() < newest);
      }
      if (seen.size() >= most) {
        stop("more than " + most + " different uses");
        return;
      }
      try {
        append(line(snapshot.policies().generation(), use, decision));
        seen.add(use);
      } catch (IOException e) {
        stop("a line could not be written: " + e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static Map<String, Object> line(long generation, Use use, Decision decision) {
    var line = new LinkedHashMap<String, Object>();
    line.put("role", use.role());
    line.put("action", use.action());
    line.put("resource", use.resource());
    line.put("decision", use.decision());
    line.put("matches", decision.matches().stream().map(UsageRecord::match).toList());
    line.put("generation", generation);
    return line;
  }

  private static Map<String, Object> match(Match match) {
    var pair = new LinkedHashMap<String, Object>();
    pair.put("statement", match.statement());
    pair.put("action", match.action());
    pair.put("resource", match.resource());
    return pair;
  }

  /** A reader must not take what is missing for something that was never asked. */
  private void stop(String reason) {
    stopped = true;
    seen.clear();
    log.error("usage: nothing more is recorded in {}: {}", file, reason);
    try {
      append(Map.of("incomplete", reason));
    } catch (IOException e) {
      log.error("usage: not even that could be written to {}", file, e);
    }
  }

  private void append(Map<String, Object> line) throws IOException {
    var bytes = ByteBuffer.wrap((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are always JSON", e);
    }
  }
}
