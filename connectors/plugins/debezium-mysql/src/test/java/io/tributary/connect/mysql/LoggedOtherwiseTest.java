package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import com.github.shyiko.mysql.binlog.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoggedOtherwiseTest {

  @Test
  void readsTheStatementOfALoad() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeLong(7, 4);
    bytes.writeLong(1, 4);
    bytes.writeInteger("salesdb".length(), 1);
    bytes.writeInteger(0, 2);
    bytes.writeInteger(3, 2);
    bytes.write(new byte[4 + 4 + 4 + 1]);
    bytes.write(new byte[] {1, 2, 3});
    bytes.writeZeroTerminatedString("salesdb");
    bytes.writeString("LOAD DATA INFILE 'x' INTO TABLE t");

    var statement =
        new LoggedOtherwise.LoadStatement()
            .deserialize(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(statement.getDatabase()).isEqualTo("salesdb");
    assertThat(statement.getSql()).isEqualTo("LOAD DATA INFILE 'x' INTO TABLE t");
  }
}
