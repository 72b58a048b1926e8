package io.tributary.connect.iceberg;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What stands in JSON where there is no value. PostgreSQL's log leaves out long values that did not
 * change, and Debezium has a word for it, in a form for columns of each kind. MySQL has dates that
 * are in no calendar.
 */
final class Untold {
  private static final String WORD = "__debezium_unavailable_value";
  private static final String ZERO_DATE = "0000-00-00";
  private static final Set<Object> FORMS = forms();

  private Untold() {}

  static boolean is(Object json) {
    return json != null && FORMS.contains(json);
  }

  static boolean isZeroDate(Object json) {
    return ZERO_DATE.equals(json);
  }

  private static Set<Object> forms() {
    byte[] bytes = WORD.getBytes(StandardCharsets.US_ASCII);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String urlSafe = Base64.getUrlEncoder().encodeToString(bytes);
    Set<Object> forms = new HashSet<>(Set.of(WORD, HexFormat.of().formatHex(bytes)));
    forms.addAll(List.of(base64, urlSafe, urlSafe.replace("=", "")));
    forms.add("{\"" + WORD + "\":\"" + WORD + "\"}");
    forms.add(Map.of(WORD, WORD));
    forms.add(List.of(WORD));
    forms.add(List.of(base64));
    forms.add(List.of(UUID.nameUUIDFromBytes(bytes).toString()));
    forms.add(ofEach(bytes, each -> (long) each));
    forms.add(ofEach(bytes, each -> (double) each));
    forms.add(ofEach(bytes, each -> each != 0));
    return Set.copyOf(forms);
  }

  private static List<Object> ofEach(byte[] bytes, Function<Byte, Object> form) {
    return IntStream.range(0, bytes.length).mapToObj(at -> form.apply(bytes[at])).toList();
  }
}
