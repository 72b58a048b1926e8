package io.tributary.connect.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.runtime.isolation.PluginDesc;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What MSK Connect needs of a plugin archive, checked on the archive itself by the plugin loader of
 * a Connect worker. The build runs it with the worker's libraries only on the class path, so a
 * class that the archive lacks is not found somewhere else.
 *
 * <p>A module extends it as {@code PluginArchiveTest} and says what the archive must offer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PluginArchiveContract {

  private static final int JAVA_17 = 61;

  private static final List<String> WORKERS_OWN =
      List.of(
          "org/apache/kafka/clients/",
          "org/apache/kafka/common/",
          "org/apache/kafka/connect/",
          "org/apache/log4j/",
          "org/slf4j/",
          "software/amazon/msk/");

  private final Path zip = Path.of(System.getProperty("archive"));
  private final List<String> connectors;
  private final List<String> plugins;

  private PluginArchive archive;
  private Plugins worker;

  /**
   * @param connectors class names of connectors that a worker must find
   * @param plugins class names of transforms, converters and config providers that it must find
   */
  protected PluginArchiveContract(List<String> connectors, List<String> plugins) {
    this.connectors = connectors;
    this.plugins = plugins;
  }

  @BeforeAll
  void load(@TempDir Path directory) throws IOException {
    archive = PluginArchive.read(zip);
    archive.unpack(directory);
    // Both ways of finding plugins must agree: which one a worker uses is its own choice.
    worker =
        new Plugins(Map.of("plugin.path", directory.toString(), "plugin.discovery", "hybrid_fail"));
  }

  /**
   * Of a connector in the archive: it sees what is in there, and beside it the worker's own only.
   */
  protected final ClassLoader loaderOf(String connector) {
    return worker.connectorLoader(connector);
  }

  @Test
  void isOneDirectoryOfJarsAndTheirLicences() {
    var name = zip.getFileName().toString().replace(".zip", "");

    assertThat(archive.files())
        .contains(name + "/LICENSES.txt")
        .allMatch(file -> file.matches(name + "/([^/]+\\.jar|LICENSES\\.txt)"));
  }

  @Test
  void holdsNoClassNewerThanTheWorkersJava() {
    assertThat(archive.classes()).isNotEmpty().noneMatch(file -> file.major() > JAVA_17);
  }

  @Test
  void holdsNoClassTwice() {
    var ignored = System.getProperty("duplicates.ignored").replace(".", "/").replace("*", ".*");

    assertThat(archive.duplicates().keySet()).allMatch(name -> name.matches(ignored + "\\.class"));
  }

  @Test
  void holdsNothingThatTheWorkerSupplies() {
    assertThat(archive.classes())
        .noneMatch(file -> WORKERS_OWN.stream().anyMatch(file.name()::startsWith));
  }

  @Test
  void offersItsPluginsToAWorker() throws ClassNotFoundException {
    assertThat(worker.connectors())
        .filteredOn(plugin -> plugin.loader() instanceof PluginClassLoader)
        .extracting(PluginDesc::className)
        .containsExactlyInAnyOrderElementsOf(connectors);
    for (var name : plugins) {
      var plugin = worker.newPlugin(name);
      assertThat(plugin.getClass().getClassLoader())
          .as("class loader of %s", name)
          .isInstanceOf(PluginClassLoader.class);
    }
  }

  @Test
  void namesTheOptionsOfItsConnectors() {
    for (var name : connectors) {
      try (var swap = worker.withClassLoader(worker.connectorLoader(name))) {
        var connector = worker.newConnector(name);
        assertThat(connector.version()).as("version of %s", name).isNotBlank();
        assertThat(connector.config().names()).as("options of %s", name).isNotEmpty();
      }
    }
  }
}
