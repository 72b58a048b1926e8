package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatinTextTest {

  @Test
  void hasControlCharactersWhereWindowsHasNone() {
    byte[] bytes = {
      'A', (byte) 0x81, (byte) 0x8D, (byte) 0x8F, (byte) 0x90, (byte) 0x9D, (byte) 0x80, (byte) 0xE9
    };

    assertThat(LatinText.decode(bytes)).isEqualTo("A\u0081\u008D\u008F\u0090\u009D€é");
  }
}
