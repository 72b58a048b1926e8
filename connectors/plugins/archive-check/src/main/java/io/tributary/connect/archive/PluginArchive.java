package io.tributary.connect.archive;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** A plugin archive read whole: its entries, and the classes inside its jars. */
final class PluginArchive {

  /** A class as it lies in a jar; {@code major} is its class-file version, 61 for Java 17. */
  record ClassFile(String jar, String name, int major) {}

  private static final int MAGIC = 0xCAFEBABE;

  private final Map<String, byte[]> entries;
  private final List<ClassFile> classes;

  private PluginArchive(Map<String, byte[]> entries) throws IOException {
    this.entries = entries;
    this.classes = classes(entries);
  }

  static PluginArchive read(Path zip) throws IOException {
    return new PluginArchive(unzip(Files.readAllBytes(zip)));
  }

  /** Names of the files, directories left out, in the archive's order. */
  List<String> files() {
    return List.copyOf(entries.keySet());
  }

  /** Every class of every jar, but for those that only newer Java versions look at. */
  List<ClassFile> classes() {
    return classes;
  }

  /** Names of the jars that hold each class, for classes that more than one jar holds. */
  Map<String, List<String>> duplicates() {
    var jars = new TreeMap<String, List<String>>();
    for (var file : classes) {
      jars.computeIfAbsent(file.name(), name -> new ArrayList<>()).add(file.jar());
    }
    jars.values().removeIf(holders -> holders.size() == 1);
    return jars;
  }

  void unpack(Path directory) throws IOException {
    for (var entry : entries.entrySet()) {
      var file = directory.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
  }

  private static List<ClassFile> classes(Map<String, byte[]> entries) throws IOException {
    var classes = new ArrayList<ClassFile>();
    for (var jar : entries.entrySet()) {
      if (jar.getKey().endsWith(".jar")) {
        for (var file : unzip(jar.getValue()).entrySet()) {
          var name = file.getKey();
          if (name.endsWith(".class")
              && !name.startsWith("META-INF/versions/")
              && !name.endsWith("module-info.class")) {
            classes.add(new ClassFile(jar.getKey(), name, major(file.getValue())));
          }
        }
      }
    }
    return classes;
  }

  private static int major(byte[] bytes) throws IOException {
    var header = new DataInputStream(new ByteArrayInputStream(bytes));
    if (header.readInt() != MAGIC) {
      throw new IOException("Not a class file");
    }
    header.readUnsignedShort();
    return header.readUnsignedShort();
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return entries;
  }
}
