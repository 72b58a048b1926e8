package io.tributary.delta;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What S3 says, and what its clients say, on the wire. */
final class Answers {
  static final byte[] OTHERS = "another writer's\n".getBytes(StandardCharsets.UTF_8);

  private Answers() {}

  static byte[] error(String code) {
    return bytes("<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
  }

  /** All keys in one page. */
  static byte[] list(Map<String, byte[]> objects, Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    Map<String, byte[]> found = new TreeMap<>();
    TreeSet<String> folders = new TreeSet<>();
    objects.forEach(
        (key, content) -> {
          if (!key.startsWith(prefix)) {
            return;
          }
          int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
          if (end < 0) {
            found.put(key, content);
          } else {
            folders.add(key.substring(0, end + 1));
          }
        });
    String contents =
        found.entrySet().stream()
            .map(
                entry ->
                    "<Contents><Key>%s</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
                        .formatted(entry.getKey(), etag(entry.getValue()), entry.getValue().length))
            .collect(Collectors.joining());
    String prefixes =
        folders.stream()
            .map(folder -> "<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>")
            .collect(Collectors.joining());
    return bytes(
        "<ListBucketResult><KeyCount>%d</KeyCount><IsTruncated>false</IsTruncated>%s%s</ListBucketResult>"
            .formatted(found.size() + folders.size(), contents, prefixes));
  }

  static Map<String, String> query(String raw) {
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      parameters.put(parts[0], value);
    }
    return parameters;
  }

  static String etag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(content);
      return '"' + HexFormat.of().formatHex(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Content that came in signed chunks, each {@code <hex length>;<signature>\r\n<bytes>\r\n}. */
  static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int start = 0;
    while (start < body.length) {
      int end = start;
      while (body[end] != '\r') {
        end++;
      }
      String header = new String(Arrays.copyOfRange(body, start, end), StandardCharsets.US_ASCII);
      int length = Integer.parseInt(header.split(";")[0], 16);
      if (length == 0) {
        break;
      }
      content.write(body, end + 2, length);
      start = end + 2 + length + 2;
    }
    return content.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
