package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import org.junit.jupiter.api.Test;

class SchemasTest {
  private static final Table TABLE =
      Table.editor()
          .tableId(new TableId("salesdb", null, "T"))
          .addColumns(column("a", "1"), column("b", "untellable"), column("c", null))
          .create();

  private static Column column(String name, String defaultValue) {
    var editor = Column.editor().name(name).type("INT").optional(true);
    return (defaultValue == null ? editor : editor.defaultValueExpression(defaultValue)).create();
  }

  private static void make(Table table) {
    for (Column column : table.columns()) {
      if (column.defaultValueExpression().filter("untellable"::equals).isPresent()) {
        throw new IllegalArgumentException("no default");
      }
    }
  }

  @Test
  void leavesDefaultsThatCanBeTold() {
    assertThat(new Schemas(table -> {}).withTellableDefaults(TABLE)).isSameAs(TABLE);
  }

  @Test
  void leavesOutThoseThatCannot() {
    Table table = new Schemas(SchemasTest::make).withTellableDefaults(TABLE);

    assertThat(table.columnWithName("a").defaultValueExpression()).contains("1");
    assertThat(table.columnWithName("b").defaultValueExpression()).isEmpty();
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
  }

  @Test
  void failsWhereNoDefaultIsToBlame() {
    var schemas =
        new Schemas(
            table -> {
              throw new IllegalArgumentException("no type");
            });

    assertThatThrownBy(() -> schemas.withTellableDefaults(TABLE)).hasMessage("no type");
  }
}
