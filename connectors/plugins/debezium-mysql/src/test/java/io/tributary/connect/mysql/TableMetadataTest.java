package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableMetadataTest {

  private static byte[] part(int kind, int... values) {
    var out = new ByteArrayOutputStream();
    out.write(kind);
    out.write(values.length);
    for (int value : values) {
      out.write(value);
    }
    return out.toByteArray();
  }

  private static TableMetadata read(List<ColumnType> types, byte[]... parts) throws IOException {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return TableMetadata.of(out.toByteArray(), types);
  }

  @Test
  void saysNothingOfWhatTheLogDoesNotSay() throws IOException {
    var told = read(List.of(ColumnType.LONG, ColumnType.ENUM));

    assertThat(told.names()).containsExactly(null, null);
    assertThat(told.unsigned()).containsExactly(null, null);
    assertThat(told.collations()).containsExactly(null, null);
    assertThat(told.options()).containsExactly(null, null);
    assertThat(told.primaryKey()).isEmpty();
  }

  @Test
  void readsNamesAndTheKey() throws IOException {
    var types = List.of(ColumnType.LONG, ColumnType.VARCHAR);

    assertThat(read(types, part(4, 1, 'a', 2, 0xC3, 0xA9), part(8, 1)).names())
        .containsExactly("a", "é");
    assertThat(read(types, part(8, 1, 0)).primaryKey()).containsExactly(1, 0);
    assertThat(read(types, part(9, 1, 20, 0, 0)).primaryKey()).containsExactly(1, 0);
  }

  @Test
  void readsCollationsOfCharactersInEitherForm() throws IOException {
    var types =
        List.of(
            ColumnType.VARCHAR, ColumnType.LONG, ColumnType.BLOB, ColumnType.ENUM, ColumnType.SET);

    assertThat(read(types, part(3, 45, 63), part(10, 8, 1, 33)).collations())
        .containsExactly(45, null, 63, 8, 33);
    assertThat(read(types, part(2, 45, 1, 63), part(11, 8, 33)).collations())
        .containsExactly(45, null, 63, 8, 33);
  }

  @Test
  void readsOptionsAsBytes() throws IOException {
    var told =
        read(
            List.of(ColumnType.SET, ColumnType.ENUM, ColumnType.ENUM),
            part(5, 1, 1, 'x'),
            part(6, 2, 1, 'a', 1, 0xE9, 1, 0));

    assertThat(told.options().get(0)).containsExactly("x".getBytes(StandardCharsets.UTF_8));
    assertThat(told.options().get(1)).containsExactly(new byte[] {'a'}, new byte[] {(byte) 0xE9});
    assertThat(told.options().get(2)).containsExactly(new byte[0]);
  }

  @Test
  void readsSigns() throws IOException {
    var types = List.of(ColumnType.LONG, ColumnType.DATE, ColumnType.TINY, ColumnType.LONGLONG);

    assertThat(read(types, part(1, 0b10100000)).unsigned())
        .containsExactly(true, null, false, true);
  }

  @Test
  void believesNoSignThatHangsOnWhetherAYearCounts() throws IOException {
    var types = List.of(ColumnType.LONG, ColumnType.YEAR, ColumnType.TINY, ColumnType.LONGLONG);

    assertThat(read(types, part(1, 0b11000000)).unsigned())
        .containsExactly(true, null, null, false);
  }

  @Test
  void leavesAYearOutWhereTheListIsTooShortForIt() throws IOException {
    var types =
        Stream.concat(Stream.generate(() -> ColumnType.LONG).limit(8), Stream.of(ColumnType.YEAR))
            .toList();

    assertThat(read(types, part(1, 0b10000001)).unsigned())
        .containsExactly(true, false, false, false, false, false, false, true, null);
  }
}
