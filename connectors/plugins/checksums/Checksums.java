import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Compares the libraries that a module ships with its lock file, or writes that file anew.
 *
 * <p>Run by the build as {@code java Checksums.java verify|write <shipped> <lock>}: {@code shipped}
 * is the list that Maven's dependency plugin writes, with file names; {@code lock} holds one {@code
 * <sha256> <group>:<artifact>:<version>[:<classifier>]} a line, sorted. It names no place to
 * download from, so it holds for every repository.
 */
final class Checksums {

  private static final Pattern SHIPPED =
      Pattern.compile(
          "\\s+([^:\\s]+):([^:]+):[^:]+:(?:([^:]+):)?([^:]+):(?:compile|runtime):(.+?)"
              + "(?: -- module .*)?");

  /** Maven colours names of Java modules where it is not told that nobody looks on. */
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

  private Checksums() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    var shipped = shipped(Path.of(arguments[1]));
    var lock = Path.of(arguments[2]).normalize();
    switch (arguments[0]) {
      case "write" -> Files.write(lock, lines(shipped));
      case "verify" -> verify(lines(shipped), lock);
      default ->
          throw new IllegalArgumentException(
              "`checksums` must be verify or write, got: " + arguments[0]);
    }
  }

  private static void verify(List<String> shipped, Path lock) throws IOException {
    var locked = Files.exists(lock) ? Files.readAllLines(lock) : List.<String>of();
    var problems = new ArrayList<String>();
    for (var line : shipped) {
      if (!locked.contains(line)) {
        problems.add("shipped, but not locked: " + line);
      }
    }
    for (var line : locked) {
      if (!shipped.contains(line)) {
        problems.add("locked, but not shipped: " + line);
      }
    }
    if (!problems.isEmpty()) {
      System.err.printf("%s does not match what would be shipped:%n", lock);
      problems.forEach(problem -> System.err.println("  " + problem));
      System.err.println("If the change is intended: mvn compile -Dchecksums=write");
      System.exit(1);
    }
  }

  private static List<String> lines(Map<String, Path> shipped)
      throws IOException, GeneralSecurityException {
    var lines = new ArrayList<String>();
    for (var entry : shipped.entrySet()) {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(entry.getValue()));
      lines.add(HexFormat.of().formatHex(digest) + "  " + entry.getKey());
    }
    return lines;
  }

  private static Map<String, Path> shipped(Path list) throws IOException {
    var shipped = new TreeMap<String, Path>();
    for (var coloured : Files.readAllLines(list)) {
      var line = COLOUR.matcher(coloured).replaceAll("");
      var found = SHIPPED.matcher(line);
      if (found.matches()) {
        var coordinates =
            new ArrayList<>(List.of(found.group(1), found.group(2), found.group(4)));
        if (found.group(3) != null) {
          coordinates.add(found.group(3));
        }
        shipped.put(String.join(":", coordinates), Path.of(found.group(5)));
      } else if (line.startsWith("   ") && !line.isBlank() && !line.strip().equals("none")) {
        throw new IOException("Not understood in " + list + ": " + line);
      }
    }
    return shipped;
  }
}
