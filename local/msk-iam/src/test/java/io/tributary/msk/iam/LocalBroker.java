package io.tributary.msk.iam;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real broker and controller in this JVM, configured as the local run configures its own, but
 * without TLS, which is no concern of this module.
 */
final class LocalBroker implements AutoCloseable {

  private final Map<String, Integer> ports = new HashMap<>();
  private final KafkaRaftServer server;

  LocalBroker(Path folder, LocalPolicies policies) throws IOException {
    // Held together, so that no two are the same.
    try (var iam = new ServerSocket(0);
        var internal = new ServerSocket(0);
        var controller = new ServerSocket(0)) {
      ports.put("IAM", iam.getLocalPort());
      ports.put("INTERNAL", internal.getLocalPort());
      ports.put("CONTROLLER", controller.getLocalPort());
    }
    var settings = settings(folder, policies);
    format(folder, settings);
    server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
  }

  String address(String listener) {
    return "127.0.0.1:" + ports.get(listener);
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private Properties settings(Path folder, LocalPolicies policies) {
    var settings = new Properties();
    settings.putAll(policies.configs());
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "1@" + address("CONTROLLER"));
    settings.put(
        "listeners",
        String.format(
            "IAM://%s,INTERNAL://%s,CONTROLLER://%s",
            address("IAM"), address("INTERNAL"), address("CONTROLLER")));
    settings.put(
        "listener.security.protocol.map",
        "IAM:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "INTERNAL");
    settings.put("listener.name.iam.sasl.enabled.mechanisms", "AWS_MSK_IAM");
    settings.put(
        "listener.name.iam.aws_msk_iam.sasl.jaas.config",
        ServerLoginModule.class.getName() + " required;");
    settings.put("authorizer.class.name", MskIamAuthorizer.class.getName());
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    // Transactions want three brokers unless told otherwise.
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.dirs", folder.resolve("log").toString());
    return settings;
  }

  private static void format(Path folder, Properties settings) throws IOException {
    var file = folder.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    var printed = new ByteArrayOutputStream();
    var arguments =
        new String[] {
          "format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()
        };
    if (StorageTool.execute(arguments, new PrintStream(printed)) != 0) {
      throw new AssertionError(printed.toString());
    }
  }
}
