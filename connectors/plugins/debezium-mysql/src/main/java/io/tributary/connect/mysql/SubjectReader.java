package io.tributary.connect.mysql;

import io.debezium.relational.TableId;
import io.tributary.connect.mysql.Subject.Effect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads of a statement no more than what it is about. Whatever it does not know is in doubt. */
final class SubjectReader {
  /** Change neither the structure of a table nor rows of it, whatever they name. */
  private static final Set<String> HARMLESS =
      Set.of(
          ("ANALYZE BEGIN CACHE CHANGE CHECK CHECKSUM CLONE COMMIT DEALLOCATE DESC DESCRIBE"
                  + " EXPLAIN FLUSH GRANT HELP INSTALL KILL LOCK OPTIMIZE PREPARE PURGE RELEASE"
                  + " REPAIR RESET RESTART REVOKE ROLLBACK SAVEPOINT SHOW SHUTDOWN START STOP"
                  + " UNINSTALL UNLOCK USE XA")
              .split(" "));

  /** What CREATE, ALTER and DROP make or change that is no table, in the word that says so. */
  private static final Set<String> NO_TABLE =
      Set.of(
          ("EVENT FUNCTION INSTANCE LIBRARY LOGFILE PREPARE PROCEDURE REFERENCE RESOURCE ROLE"
                  + " SERVER TABLESPACE TRIGGER USER VIEW")
              .split(" "));

  private static final Set<String> DATABASE = Set.of("DATABASE", "SCHEMA");

  private static final Set<String> KEYS_OF_TABLES = Set.of("COLUMN", "INDEX", "KEY");

  /** Options of a database, which follow its name, and stand in its place where it has none. */
  private static final Set<String> DATABASE_OPTIONS =
      Set.of("CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "ENCRYPTION", "READ");

  private final TokenCursor cursor;
  private final String database;
  private final Set<TableId> tables = new LinkedHashSet<>();
  private final Set<TableId> defined = new LinkedHashSet<>();
  private final Set<String> databases = new LinkedHashSet<>();

  private TableId lastTable;

  SubjectReader(List<Token> tokens, String database) {
    this.cursor = new TokenCursor(tokens);
    this.database = database;
  }

  Subject read() {
    String keyword = keywordOf(cursor.next());
    return switch (keyword) {
      case "CREATE", "ALTER" -> definition();
      case "DROP" -> drop();
      case "RENAME" -> cursor.skip("USER") ? Subject.none() : rename();
      case "TRUNCATE" -> truncate();
      case "SET" -> cursor.skip("STATEMENT") ? anything() : Subject.none();
      default -> HARMLESS.contains(keyword) ? Subject.none() : anything();
    };
  }

  private Subject definition() {
    String kind = kind();
    if (!kind.equals("TABLE")) {
      return ofOther(kind, Effect.OTHER);
    }
    if (!readTable()) {
      return anything();
    }
    TableId table = lastTable;
    defined.add(table);
    while (cursor.hasNext()) {
      if (cursor.skip("RENAME")) {
        if (!cursor.skipAny(KEYS_OF_TABLES)) {
          cursor.skipAny(Set.of("TO", "AS", "="));
          readRenamed(table);
        }
      } else if (cursor.skip("WITH")) {
        // Partitions that change places with those of another table take its rows along.
        if (cursor.skip("TABLE")) {
          readTable();
        }
      } else {
        cursor.next();
      }
    }
    return new Subject(tables, defined, databases, Effect.RESTRUCTURED);
  }

  /**
   * @param ofDatabase what is left of a database
   */
  private Subject ofOther(String kind, Effect ofDatabase) {
    if (NO_TABLE.contains(kind)) {
      return Subject.none();
    }
    if (kind.equals("INDEX")) {
      return index();
    }
    if (kind.equals("DATABASE")) {
      readDatabase();
      return new Subject(tables, defined, databases, ofDatabase);
    }
    return anything();
  }

  private Subject drop() {
    String kind = kind();
    if (!kind.equals("TABLE")) {
      return ofOther(kind, Effect.DROPPED);
    }
    do {
      if (!readTable()) {
        return anything();
      }
    } while (cursor.skip(","));
    return new Subject(tables, defined, databases, Effect.RESTRUCTURED);
  }

  private Subject rename() {
    if (!cursor.skipAny(Set.of("TABLE", "TABLES"))) {
      return anything();
    }
    do {
      if (!readTable() || !cursor.skip("TO") || !readRenamed(lastTable)) {
        return anything();
      }
    } while (cursor.skip(","));
    return new Subject(tables, defined, databases, Effect.RESTRUCTURED);
  }

  private Subject truncate() {
    cursor.skip("TABLE");
    return readTable() ? new Subject(tables, defined, databases, Effect.OTHER) : anything();
  }

  private Subject index() {
    while (cursor.hasNext() && !cursor.skip("ON")) {
      cursor.next();
    }
    if (!readTable()) {
      return anything();
    }
    defined.add(lastTable);
    return new Subject(tables, defined, databases, Effect.RESTRUCTURED);
  }

  /** What is created, altered or dropped, behind the words that say how. */
  private String kind() {
    while (cursor.hasNext()) {
      String word = keywordOf(cursor.next());
      switch (word) {
        case "TABLE", "TABLES" -> {
          return "TABLE";
        }
        case "DATABASE", "SCHEMA" -> {
          return "DATABASE";
        }
        case "INDEX" -> {
          return "INDEX";
        }
        default -> {
          if (NO_TABLE.contains(word)) {
            return word;
          }
        }
      }
    }
    return "";
  }

  private boolean readTable() {
    skipCondition();
    boolean ofCurrent = cursor.skip(".");
    if (!cursor.hasName()) {
      return false;
    }
    String name = cursor.next().text();
    if (!ofCurrent && cursor.skip(".") && cursor.hasName()) {
      lastTable = new TableId(name, null, cursor.next().text());
    } else {
      lastTable = new TableId(database, null, name);
    }
    tables.add(lastTable);
    return true;
  }

  private boolean readRenamed(TableId former) {
    if (!readTable()) {
      return false;
    }
    defined.remove(former);
    defined.add(lastTable);
    return true;
  }

  private void readDatabase() {
    skipCondition();
    boolean named = cursor.hasName() && !cursor.isAt(DATABASE_OPTIONS);
    databases.add(named ? cursor.next().text() : database);
  }

  private void skipCondition() {
    if (cursor.skip("IF")) {
      cursor.skip("NOT");
      cursor.skip("EXISTS");
    }
  }

  /** Every name behind the keyword may be that of a table. */
  private Subject anything() {
    cursor.rewind();
    cursor.next();
    while (cursor.hasNext()) {
      if (!cursor.hasName()) {
        cursor.next();
        continue;
      }
      if (cursor.skipAny(DATABASE) && cursor.hasName()) {
        readDatabase();
        continue;
      }
      String name = cursor.next().text();
      tables.add(new TableId(database, null, name));
      while (cursor.skip(".") && cursor.hasName()) {
        String part = cursor.next().text();
        tables.add(new TableId(name, null, part));
        name = part;
      }
    }
    return new Subject(tables, defined, databases, Effect.OTHER);
  }

  /** In upper case; empty where it is no word. */
  private static String keywordOf(Token token) {
    return token.kind() == Token.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
  }
}
