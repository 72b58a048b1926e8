package io.tributary.connect.iceberg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;

/** A catalog and files in this process, which every worker in it sees. */
final class TestLake {
  private final Map<String, String> catalogProperties;
  final JdbcCatalog catalog = new JdbcCatalog();

  TestLake(String name) {
    catalogProperties =
        Map.of(
            "catalog-impl",
            JdbcCatalog.class.getName(),
            "io-impl",
            InMemoryFileIO.class.getName(),
            "uri",
            "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE",
            "jdbc.schema-version",
            "V1",
            "warehouse",
            "memory://" + name);
    catalog.initialize("iceberg", catalogProperties);
  }

  /** Keys of a connector whose tables are here. */
  Map<String, String> catalogKeys() {
    Map<String, String> keys = new HashMap<>();
    catalogProperties.forEach((key, value) -> keys.put("iceberg.catalog." + key, value));
    return keys;
  }

  boolean has(String table) {
    return catalog.tableExists(TableIdentifier.parse(table));
  }

  /** A table as somebody else left it. */
  void make(String table, Types.NestedField... columns) {
    TableIdentifier name = TableIdentifier.parse(table);
    catalog.createNamespace(name.namespace());
    catalog.createTable(name, new Schema(columns));
  }

  Table table(String table) {
    return catalog.loadTable(TableIdentifier.parse(table));
  }

  List<Record> rows(String table) {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table(table)).build()) {
      return StreamSupport.stream(rows.spliterator(), false).toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
