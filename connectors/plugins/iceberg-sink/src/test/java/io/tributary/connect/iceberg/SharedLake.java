package io.tributary.connect.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.h2.tools.Server;

/**
 * A catalog behind a server and files in a folder, for workers in processes of their own. A commit
 * that another one was ahead of fails, as in Glue's.
 */
final class SharedLake implements AutoCloseable {
  private static final TableIdentifier TABLE = TableIdentifier.parse("db.t");

  private final Server server;
  private final Map<String, String> properties;
  private final JdbcCatalog catalog = new JdbcCatalog();

  SharedLake(Path folder) throws SQLException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    server =
        Server.createTcpServer(
                "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString(), "-tcpDaemon")
            .start();
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./lake";
    properties =
        Map.of(
            "catalog-impl",
            JdbcCatalog.class.getName(),
            "io-impl",
            LocalFiles.class.getName(),
            "uri",
            url + ";DATABASE_TO_UPPER=FALSE;DB_CLOSE_DELAY=-1",
            "jdbc.schema-version",
            "V1",
            "warehouse",
            folder.resolve("warehouse").toString());
    catalog.initialize("iceberg", properties);
  }

  /** Keys of a connector whose table is here. */
  Map<String, String> catalogKeys() {
    Map<String, String> keys = new HashMap<>();
    properties.forEach((key, value) -> keys.put("iceberg.catalog." + key, value));
    return keys;
  }

  /** All of its tables. */
  List<Table> tables() {
    return catalog.namespaceExists(TABLE.namespace())
        ? catalog.listTables(TABLE.namespace()).stream().map(catalog::loadTable).toList()
        : List.of();
  }

  /** Where the table is described now; empty before there is one. */
  String version() {
    if (!catalog.tableExists(TABLE)) {
      return "";
    }
    HasTableOperations table = (HasTableOperations) catalog.loadTable(TABLE);
    return table.operations().current().metadataFileLocation();
  }

  List<Record> rows() {
    if (!catalog.tableExists(TABLE)) {
      return List.of();
    }
    try (CloseableIterable<Record> rows = IcebergGenerics.read(catalog.loadTable(TABLE)).build()) {
      List<Record> found = new ArrayList<>();
      rows.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
