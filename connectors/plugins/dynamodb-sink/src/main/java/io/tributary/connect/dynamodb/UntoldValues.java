package io.tributary.connect.dynamodb;

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
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What Debezium writes for a value that it was not told since it did not change: PostgreSQL's log
 * leaves out long ones. A column of each kind has a form of its own, and bytes that went through
 * JSON are text.
 */
final class UntoldValues {
  private static final String WORD = "__debezium_unavailable_value";
  private static final Set<AttributeValue> FORMS = forms();

  private UntoldValues() {}

  /**
   * @throws DataException where the column's value is not known
   */
  static void check(String name, AttributeValue value) {
    if (FORMS.contains(value)) {
      throw new DataException(
          "`" + name + "` was not told by the source, and an item is a whole row");
    }
  }

  private static Set<AttributeValue> forms() {
    byte[] bytes = WORD.getBytes(StandardCharsets.US_ASCII);
    AttributeValue text = AttributeValue.fromS(WORD);
    AttributeValue binary = AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    AttributeValue base64 = AttributeValue.fromS(Base64.getEncoder().encodeToString(bytes));
    String urlSafe = Base64.getUrlEncoder().encodeToString(bytes);
    Set<AttributeValue> forms = new HashSet<>(Set.of(text, binary, base64));
    forms.add(AttributeValue.fromS(urlSafe));
    forms.add(AttributeValue.fromS(urlSafe.replace("=", "")));
    forms.add(AttributeValue.fromS(HexFormat.of().formatHex(bytes)));
    for (AttributeValue one : List.of(text, binary, base64)) {
      forms.add(AttributeValue.fromL(List.of(one)));
    }
    String uuid = UUID.nameUUIDFromBytes(bytes).toString();
    forms.add(AttributeValue.fromL(List.of(AttributeValue.fromS(uuid))));
    forms.add(ofEach(bytes, each -> AttributeValue.fromN(Byte.toString(each))));
    forms.add(ofEach(bytes, each -> AttributeValue.fromBool(each != 0)));
    forms.add(AttributeValue.fromM(Map.of(WORD, text)));
    forms.add(AttributeValue.fromS("{\"" + WORD + "\":\"" + WORD + "\"}"));
    return Set.copyOf(forms);
  }

  private static AttributeValue ofEach(byte[] bytes, Function<Byte, AttributeValue> form) {
    return AttributeValue.fromL(
        IntStream.range(0, bytes.length).mapToObj(at -> form.apply(bytes[at])).toList());
  }
}
