package io.tributary.connect.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version a plugin was built as, from its build file. */
public final class PluginVersion {
  private static final String RESOURCE = "version.properties";

  private PluginVersion() {}

  /**
   * @param plugin a class beside whose file lies a `version.properties` with `version`
   */
  public static String of(Class<?> plugin) {
    try (InputStream resource = plugin.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("No " + RESOURCE + " beside " + plugin.getName());
      }
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
