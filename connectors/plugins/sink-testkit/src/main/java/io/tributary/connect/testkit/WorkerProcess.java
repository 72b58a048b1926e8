package io.tributary.connect.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.cli.ConnectStandalone;

/** A Connect worker in a process of its own, which can be killed. */
public final class WorkerProcess implements AutoCloseable {
  /** For a start in few seconds: the worker lives too short for anything to be worth optimising. */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a worker with one connector and does not wait for it.
   *
   * @param folder for configuration and log; both stay there
   * @param aws where its clients of AWS services go
   */
  public static WorkerProcess start(Path folder, URI aws, Map<String, String> connector) {
    return start(folder, aws, connector, List.of(), JVM);
  }

  /**
   * The same, to be measured: of one processor, with a virtual machine as deployed.
   *
   * @param cpu its number
   */
  public static WorkerProcess startOn(
      int cpu, Path folder, URI aws, Map<String, String> connector) {
    List<String> pinned = List.of("taskset", "-c", Integer.toString(cpu));
    return start(folder, aws, connector, pinned, List.of("-XX:+UseG1GC", "-Xmx1g"));
  }

  private static WorkerProcess start(
      Path folder,
      URI aws,
      Map<String, String> connector,
      List<String> prefix,
      List<String> options) {
    try {
      Path workerFile = write(folder.resolve("worker.properties"), worker(folder));
      Path connectorFile = write(folder.resolve("connector.properties"), connector);
      List<String> command = new ArrayList<>(prefix);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-cp", classPath(), ConnectStandalone.class.getName()));
      command.addAll(List.of(workerFile.toString(), connectorFile.toString()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_ENDPOINT_URL", aws.toString(),
                  "AWS_ACCESS_KEY_ID", "test",
                  "AWS_SECRET_ACCESS_KEY", "test"));
      Path log = folder.resolve("worker.log");
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new WorkerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing in the process learns of it. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGSTOP: its connections stay, and nothing comes of them until it is resumed. */
  public void pause() {
    signal("STOP");
  }

  /** It goes on as if no time had passed. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it used of processors until now. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }

  private static Map<String, String> worker(Path folder) throws IOException {
    return Map.of(
        "bootstrap.servers", LocalConnect.bootstrapServers(),
        // A task that reads nothing new is not asked for anything before.
        "offset.flush.interval.ms", "1000",
        "listeners", "http://127.0.0.1:" + freePort(),
        "plugin.discovery", "service_load",
        "key.converter", "org.apache.kafka.connect.json.JsonConverter",
        "key.converter.schemas.enable", "false",
        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable", "false",
        "offset.storage.file.filename", folder.resolve("offsets").toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Path write(Path file, Map<String, String> properties) throws IOException {
    String text =
        properties.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    return Files.writeString(file, text);
  }

  /** Maven may hand its own class path over in a jar's manifest; this is the real one. */
  private static String classPath() {
    return System.getProperty(
        "surefire.real.class.path",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }
}
