package io.tributary.connect.s3.fake;

import java.util.Map;

/** An object as it lies in the bucket; metadata keys are in lower case. */
public record StoredObject(byte[] bytes, Map<String, String> metadata) {
  public long number(String key) {
    return Long.parseLong(metadata.get(key));
  }
}
