package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.TopicSettings.UnknownServer;
import io.tributary.connect.sink.Records;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The servers that a topic was told by, as far as this task has seen them. Positions of two servers
 * cannot be compared, so another one within an epoch stops the task. Once started anew it knows
 * none.
 */
final class ServerWatch {
  private final UnknownServer policy;
  private final SortedMap<Integer, Set<String>> servers = new TreeMap<>();

  ServerWatch(UnknownServer policy) {
    this.policy = policy;
  }

  /**
   * @param identity as {@link SourceLog} tells it
   * @throws ConnectException where nothing of the server may be written
   */
  void saw(int epoch, String identity, SinkRecord record) {
    // A tag behind the server's UUID names a group of its transactions, in the one log it has.
    String server = identity.replaceFirst(":.*", "");
    Set<String> known = servers.computeIfAbsent(epoch, each -> new LinkedHashSet<>());
    if (known.contains(server)) {
      return;
    }
    // The last transactions of an earlier epoch's server may come through the new one's log, which
    // has them as its own.
    boolean earlier = inAny(servers.headMap(epoch), server);
    boolean others = known.stream().anyMatch(each -> !inAny(servers.headMap(epoch), each));
    if (others && !earlier && policy == UnknownServer.FAIL) {
      throw new ConnectException(
          Records.place(record)
              + " comes from server "
              + server
              + ", and the topic was told by "
              + String.join(", ", known)
              + " before: positions of two servers cannot be compared. If the source was exchanged"
              + " or restored, declare in `epochs` that another one begins there; choose"
              + " `unknown.server` follow where the log is the same one, as after a failover of Aurora");
    }
    known.add(server);
  }

  private static boolean inAny(SortedMap<Integer, Set<String>> epochs, String server) {
    return epochs.values().stream().anyMatch(known -> known.contains(server));
  }
}
