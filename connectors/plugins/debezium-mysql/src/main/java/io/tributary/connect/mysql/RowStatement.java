package io.tributary.connect.mysql;

import io.debezium.relational.TableId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement that changes rows. The log has it in the place of these where a session says so. */
final class RowStatement {

  /** Those whose text names the tables that they change, beside others. */
  private static final Set<String> NAMING =
      Set.of("DELETE", "INSERT", "LOAD", "REPLACE", "UPDATE", "WITH");

  /** They are in the log only where they call what changes rows, and name that alone. */
  private static final Set<String> CALLING = Set.of("(", "CALL", "DO", "SELECT", "TABLE", "VALUES");

  private static final Set<String> BEFORE_TARGET =
      Set.of("DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO", "LOW_PRIORITY");

  /** Rows that are written can be millions of tokens. */
  private static final int HEAD_CHARACTERS = 10_000;

  /** As many as it takes to know the target; comments and texts can be long. */
  private static final int HEAD_TOKENS = 10;

  private RowStatement() {}

  static boolean is(String statement) {
    String keyword = keywordOf(head(statement));
    return NAMING.contains(keyword) || CALLING.contains(keyword);
  }

  /**
   * @param database of the session that ran it
   */
  static boolean mayConcern(String statement, String database, CapturedTables captured) {
    TokenCursor cursor = head(statement);
    String keyword = keywordOf(cursor);
    if (CALLING.contains(keyword)) {
      return true;
    }
    if (keyword.equals("INSERT") || keyword.equals("REPLACE")) {
      TableId target = target(cursor, database);
      if (target != null) {
        return captured.hasTable(target);
      }
    }
    return (NAMING.contains(keyword) || definesByQuery(keyword, statement))
        && Subject.of(statement, database).mayConcern(captured);
  }

  private static TokenCursor head(String statement) {
    String head = statement.substring(0, Math.min(statement.length(), HEAD_CHARACTERS));
    List<Token> tokens = Tokens.of(head, true);
    return new TokenCursor(tokens.size() < HEAD_TOKENS ? Tokens.of(statement, true) : tokens);
  }

  private static String keywordOf(TokenCursor cursor) {
    return cursor.next().text().toUpperCase(Locale.ROOT);
  }

  /** All else that it names is only read. */
  private static TableId target(TokenCursor cursor, String database) {
    while (cursor.skipAny(BEFORE_TARGET)) {}
    boolean ofCurrent = cursor.skip(".");
    if (!cursor.hasName()) {
      return null;
    }
    String name = cursor.next().text();
    return !ofCurrent && cursor.skip(".") && cursor.hasName()
        ? new TableId(name, null, cursor.next().text())
        : new TableId(database, null, name);
  }

  /** Where rows are logged, the definition comes without the query. */
  private static boolean definesByQuery(String keyword, String statement) {
    return keyword.equals("CREATE")
        && !Subject.isOfTemporaryTable(statement)
        && Tokens.of(statement, true).stream().anyMatch(token -> token.is("SELECT"));
  }
}
