package io.tributary.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

final class LogStoreJarTest {

  /** Beside an SDK of another version, as on Glue, and a Hadoop that has one. */
  @Test
  void hasItsLibrariesUnderNamesOfItsOwn() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("archive"))) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains(
              "io/tributary/delta/ConditionalPutLogStore.class",
              "io/tributary/delta/shaded/software/amazon/awssdk/services/s3/S3Client.class",
              "META-INF/LICENSES.txt",
              "META-INF/NOTICE.txt")
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(name -> name.startsWith("io/tributary/delta/"));
    }
  }
}
