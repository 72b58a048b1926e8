package io.tributary.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.data.SpecialValueDecimal;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;
import org.postgresql.core.Oid;

/** Of what the log and a snapshot give for one value, one text. */
class ConversionTest {

  @Test
  void elementsAreReadAsTheServerSpellsThem() {
    assertThat(ArrayText.elements("{}", ',')).isEmpty();
    assertThat(ArrayText.elements("{a,\"b c\",NULL,\"NULL\",\"\",\"q\\\"x\\\\y,{}\"}", ','))
        .containsExactly("a", "b c", null, "NULL", "", "q\"x\\y,{}");
  }

  @Test
  void elementsAreBetweenWhatTheirTypeSays() {
    assertThat(ArrayText.elements("{(3,4),(1,2);NULL;(7,8),(5,6)}", ';'))
        .containsExactly("(3,4),(1,2)", null, "(7,8),(5,6)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{a,b},{c,d}}", "[0:1]={a,b}", "sad", ""})
  void whatIsNoListOfElementsStops(String text) {
    assertThatThrownBy(() -> ArrayText.elements(text, ',')).hasMessageContaining("got: " + text);
  }

  @Test
  void aListHoldsNumbersAndTruthsAsSuchAndAllElseAsText() {
    assertThat(new ListOfElements(Element.of(Oid.INT4_ARRAY), ',').convert("{1,-2,NULL}"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(1, -2, null);
    assertThat(new ListOfElements(Element.of(Oid.BOOL_ARRAY), ',').convert("{t,f}"))
        .isEqualTo(List.of(true, false));
    assertThat(new ListOfElements(Element.of(Oid.NUMERIC_ARRAY), ',').convert("{12.340,NaN}"))
        .isEqualTo(List.of("12.340", "NaN"));
  }

  @Test
  void whatIsLeftOutIsTheWordOrItsLetters() {
    assertThat(new ListOfElements(Element.TEXT, ',').untold("ab")).isEqualTo(List.of("ab"));
    assertThat(new ListOfElements(Element.INT64, ',').untold("ab")).isEqualTo(List.of(97L, 98L));
    assertThat(new ListOfElements(Element.BOOLEAN, ',').untold("ab"))
        .isEqualTo(List.of(true, true));
    assertThat(new AnyText().untold("ab")).isEqualTo("ab");
  }

  @Test
  void aDateIsOneWhoeverReadsIt() {
    var dates = new DateText();
    assertThat(dates.convert(LocalDate.of(-43, 3, 15))).isEqualTo("-0043-03-15Z");
    assertThat(dates.convert(new Date(PGStatement.DATE_POSITIVE_INFINITY))).isEqualTo("infinity");
    assertThat(dates.convert(new Date(PGStatement.DATE_NEGATIVE_INFINITY))).isEqualTo("-infinity");
    assertThat(dates.convert(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE))
        .isEqualTo("infinity");
    assertThat(dates.convert(Date.valueOf("2006-02-15"))).isEqualTo("2006-02-15Z");
    assertThat(dates.convert(LocalDateTime.of(2020, 1, 1, 0, 0))).isEqualTo("2020-01-01Z");
    assertThat(dates.convert("2020-01-01Z")).isEqualTo("2020-01-01Z");
    assertThat(dates.convert("yesterday")).isNull();
    assertThatThrownBy(() -> dates.convert(Date.valueOf("1582-10-20")))
        .hasMessageContaining("October 1582");
  }

  @Test
  void aTimestampIsOneWhoeverReadsIt() {
    var times = new TimestampText();
    assertThat(times.convert("2006-02-15 05:03:42.5+05:30")).isEqualTo("2006-02-14T23:33:42.5Z");
    assertThat(times.convert("0044-03-15 10:00:00 BC")).isEqualTo("-0043-03-15T10:00:00Z");
    assertThat(times.convert("-infinity")).isEqualTo("-infinity");
    assertThat(times.convert(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT))
        .isEqualTo("-infinity");
    assertThat(times.convert(Instant.parse("2006-02-15T05:03:42.123456Z")))
        .isEqualTo("2006-02-15T05:03:42.123456Z");
    assertThat(times.convert(OffsetDateTime.parse("2006-02-15T05:03:42+05:30")))
        .isEqualTo("2006-02-14T23:33:42Z");
  }

  @Test
  void aNumberHasAllOfItsDigitsAndNoExponent() {
    var numbers = new NumericText();
    assertThat(numbers.convert(new BigDecimal("1E-20"))).isEqualTo("0.00000000000000000001");
    assertThat(numbers.convert(new SpecialValueDecimal(new BigDecimal("12.340"))))
        .isEqualTo("12.340");
    assertThat(numbers.convert(SpecialValueDecimal.NOT_A_NUMBER)).isEqualTo("NaN");
    assertThat(numbers.convert(SpecialValueDecimal.POSITIVE_INF)).isEqualTo("Infinity");
  }

  @Test
  void bitsAreThoseOfTheServerAlsoInADefault() {
    assertThat(new BitText(9).convert("101000001")).isEqualTo("101000001");
    assertThat(new BitText(4).convert(new byte[] {5})).isEqualTo("0101");
  }
}
