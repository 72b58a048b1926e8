package io.tributary.connect.mysql;

import io.debezium.connector.binlog.charset.BinlogCharsetRegistry;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Character sets of MySQL as Java knows them. */
record Charsets(BinlogCharsetRegistry registry) {

  /** The number of the collation `binary`: of bytes that are no text. */
  static final int BINARY = 63;

  /** Empty for a collation that the driver does not know. */
  Optional<String> nameOf(Integer collation) {
    return Optional.ofNullable(registry.getCharsetNameForCollationIndex(collation));
  }

  /**
   * @param name may be null
   */
  Optional<Charset> javaOf(String name) {
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(registry.getJavaEncodingForCharSet(name.toLowerCase(Locale.ROOT)))
          .map(Charset::forName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  Optional<String> decode(byte[] bytes, Integer collation) {
    Optional<String> name = nameOf(collation);
    return name.filter(LatinText.CHARSET::equals).isPresent()
        ? Optional.of(LatinText.decode(bytes))
        : javaOf(name.orElse(null)).map(charset -> new String(bytes, charset));
  }
}
