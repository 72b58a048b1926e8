package io.tributary.connect.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.SchemaBuilder;

/** An array of one dimension whose first place is 1, as nearly all are; others stop the capture. */
final class ListOfElements implements Conversion {

  private final Element element;
  private final char delimiter;

  /**
   * @param delimiter what stands between elements
   */
  ListOfElements(Element element, char delimiter) {
    this.element = element;
    this.delimiter = delimiter;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.array(element.schema()).optional();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof List<?> list) {
      // Of a default.
      return list.stream()
          .map(each -> each == null ? null : element.read(each.toString()))
          .toList();
    }
    if (value instanceof Array || value instanceof String) {
      return ArrayText.elements(value.toString(), delimiter).stream()
          .map(text -> text == null ? null : element.read(text))
          .collect(Collectors.toList());
    }
    return null;
  }

  @Override
  public Object untold(String word) {
    if (element == Element.TEXT) {
      return Collections.singletonList(word);
    }
    List<Object> letters = new ArrayList<>();
    for (byte letter : word.getBytes(StandardCharsets.UTF_8)) {
      letters.add(element.untold(letter));
    }
    return letters;
  }
}
