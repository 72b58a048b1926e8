package io.tributary.connect.s3.fake;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request.
 *
 * @param key empty for requests to the bucket
 * @param headers by name in lower case
 */
public record S3Call(
    String method, String key, Map<String, String> query, Map<String, String> headers) {
  static S3Call of(String method, URI uri, Headers sent) {
    // A plus sign in a path is itself, other than in a query.
    String[] bucketAndKey = FakeS3.decode(uri.getRawPath().replace("+", "%2B")).split("/", 3);
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], parts.length == 2 ? FakeS3.decode(parts[1]) : "");
      }
    }
    Map<String, String> headers = new HashMap<>();
    sent.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String key = bucketAndKey.length == 3 ? bucketAndKey[2] : "";
    return new S3Call(method, key, query, Map.copyOf(headers));
  }

  public boolean isPut() {
    return method.equals("PUT");
  }
}
