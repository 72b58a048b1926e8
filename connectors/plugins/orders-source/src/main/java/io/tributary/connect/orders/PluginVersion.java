package io.tributary.connect.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this plugin was built as, from the build file. */
final class PluginVersion {
  private static final String VERSION = read();

  private PluginVersion() {}

  static String get() {
    return VERSION;
  }

  private static String read() {
    try (InputStream resource = PluginVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties is missing from the plugin's jar", e);
    }
  }
}
