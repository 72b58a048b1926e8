package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.DebeziumException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.BitSet;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

/** Of what the log and a snapshot give for one value, one text. */
class ConversionTest {

  @Test
  void aTimeIsADurationWithTheDigitsOfItsColumn() {
    Duration negative = Duration.ofHours(-1).minusMinutes(30).minusMillis(500);
    assertThat(new TimeText(3).convert(negative)).isEqualTo("-01:30:00.500");
    assertThat(new TimeText(0).convert(Duration.ofHours(838).plusSeconds(3599)))
        .isEqualTo("838:59:59");
    // What a floating-point number makes of a fraction.
    assertThat(new TimeText(6).convert(Duration.ofNanos(123_456_999))).isEqualTo("00:00:00.123457");
    assertThat(new TimeText(6).convert(-838_000_000L)).isEqualTo("-00:13:58.000000");
    assertThat(new TimeText(0).convert("26:15:00")).isEqualTo("26:15:00");
    assertThat(new TimeText(0).convert("1 day")).isNull();
  }

  @Test
  void theYearZeroIsZero() {
    var year = new YearNumber();
    assertThat(year.convert(Year.of(1900))).isEqualTo(0);
    assertThat(year.convert((short) 0)).isEqualTo(0);
    assertThat(year.convert(Year.of(2155))).isEqualTo(2155);
  }

  @Test
  void bitsAreBigEndian() {
    var bits = new BitBytes(12);
    assertThat(bits.convert(BitSet.valueOf(new long[] {0x102}))).isEqualTo(new byte[] {1, 2});
    assertThat(bits.convert(new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
    assertThat(bits.convert(new BitSet())).isEqualTo(new byte[] {0, 0});
    assertThat(new BitBytes(64).convert(BitSet.valueOf(new long[] {-1L})))
        .isEqualTo(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
  }

  @Test
  void anUnsignedNumberKeepsItsUppermostBit() {
    var unsigned = new UnsignedText();
    assertThat(unsigned.convert(-1L)).isEqualTo("18446744073709551615");
    assertThat(unsigned.convert(new BigInteger("18446744073709551615")))
        .isEqualTo("18446744073709551615");
    assertThat(unsigned.convert(new BigDecimal("42"))).isEqualTo("42");
  }

  @Test
  void aFloatingNumberKeepsItsDigits() {
    assertThat(new FloatNumber(Schema.Type.FLOAT64).convert(0.1f)).isEqualTo(0.1);
    assertThat(new FloatNumber(Schema.Type.FLOAT32).convert(-9999.999f)).isEqualTo(-9999.999f);
  }

  @Test
  void aDocumentIsOneTextWhateverItComesFrom() {
    var json = new JsonText();
    assertThat(json.convert("{\"a b\": [1.50, 1e300, -0.0, 12, \"x  \\\" 1.50\"]}"))
        .isEqualTo("{\"a b\":[1.5,1E+300,0,12,\"x  \\\" 1.50\"]}");
    var binary = new JsonFormatter();
    binary.value(1e300);
    binary.nextEntry();
    binary.value(new BigDecimal("1.50"));
    binary.nextEntry();
    binary.valueTime(1, 2, 3, 0);
    binary.nextEntry();
    binary.valueOpaque(ColumnType.BLOB, new byte[] {0, -1});
    assertThat(binary.getString())
        .isEqualTo("1E+300,1.5,\"01:02:03.000000\",\"base64:type252:AP8=\"");
    assertThatThrownBy(() -> binary.valueTime(13, -1, -1, -500_000))
        .hasMessageContaining("negative TIME");
  }

  @Test
  void aZeroDateIsToldOrStops() throws IOException {
    var strict = new DateText("DATE", 0, true, false);
    assertThat(strict.convertNull()).isNull();
    assertThatThrownBy(strict::convertZero).hasMessageContaining("zeroDates");
    assertThatThrownBy(new DateText("DATE", 0, false, false)::convertNull)
        .hasMessageContaining("a zero date");
    assertThat(new DateText("DATETIME", 6, true, true).convertZero()).isEqualTo("0000-00-00");
    assertThat(ZeroDate.orValue(ColumnType.DATE, () -> null)).isEqualTo(ZeroDate.INSTANCE);
    assertThat(ZeroDate.orValue(ColumnType.DATE, () -> 1)).isEqualTo(1);
    ZeroDate.Reading invalid =
        () -> {
          throw new DebeziumException("Invalid date 'FEBRUARY 31'");
        };
    assertThat(ZeroDate.orValue(ColumnType.DATETIME_V2, invalid)).isEqualTo(ZeroDate.INSTANCE);
    assertThat(ZeroDate.orValue(ColumnType.LONG, () -> null)).isNull();
    assertThatThrownBy(() -> ZeroDate.orValue(ColumnType.LONG, invalid))
        .hasMessageContaining("FEBRUARY 31");
    var yearZero = new Timestamp(-62_167_219_200_000L - 86_400_000L);
    assertThatThrownBy(() -> new DateText("DATETIME", 0, true, false).convert(yearZero))
        .hasMessageContaining("the year 0");
  }

  @Test
  void datesAreInIsoFormAlsoOfDefaults() {
    assertThat(new DateText("DATE", 0, true, false).convert(LocalDate.of(45, 3, 15)))
        .isEqualTo("0045-03-15Z");
    assertThat(new DateText("DATE", 0, true, false).convert(-1)).isEqualTo("1969-12-31Z");
    var time = new DateText("DATETIME", 6, true, false);
    assertThat(time.convert(LocalDateTime.of(1, 1, 1, 0, 0))).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(time.convert(1L)).isEqualTo("1970-01-01T00:00:00.000001Z");
  }
}
