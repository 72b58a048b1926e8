package io.tributary.connect.mysql;

import io.debezium.relational.TableId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement that no parser understands is about, as far as its text tells.
 *
 * @param tables whose structure or rows it may change
 * @param defined those of them that there are afterwards
 * @param databases that it may change as a whole
 * @param effect what is left of them
 */
record Subject(Set<TableId> tables, Set<TableId> defined, Set<String> databases, Effect effect) {

  enum Effect {
    /** Their structure may be another one. */
    RESTRUCTURED,
    /** The databases and their tables are gone. */
    DROPPED,
    /** None of those, or nothing is known of it. */
    OTHER,
  }

  /**
   * @param database of the session that ran it; empty when it had none
   */
  static Subject of(String statement, String database) {
    Subject subject = new SubjectReader(Tokens.of(statement, true), database).read();
    if (!statement.contains("\\")) {
      return subject;
    }
    return subject.with(new SubjectReader(Tokens.of(statement, false), database).read());
  }

  /** The table of that name that others see stays as it is; a parser would take it for that one. */
  static boolean isOfTemporaryTable(String statement) {
    List<Token> tokens = Tokens.of(statement, true);
    return tokens.size() > 1
        && Set.of("CREATE", "DROP").contains(tokens.get(0).text().toUpperCase(Locale.ROOT))
        && tokens.get(1).text().equalsIgnoreCase("TEMPORARY");
  }

  static Subject none() {
    return new Subject(Set.of(), Set.of(), Set.of(), Effect.OTHER);
  }

  boolean mayConcern(CapturedTables captured) {
    return tables.stream().anyMatch(captured::hasTable)
        || databases.stream().anyMatch(captured::hasDatabase);
  }

  /**
   * A statement after which a schema does not know any more what this one may have changed, so that
   * a table that is captured later is unknown then, and not another one.
   */
  Optional<String> forgetting() {
    return switch (effect) {
      case RESTRUCTURED ->
          tables.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  tables.stream()
                      .map(table -> quoted(table.catalog()) + "." + quoted(table.table()))
                      .collect(Collectors.joining(", ", "DROP TABLE IF EXISTS ", "")));
      case DROPPED -> databases.stream().findFirst().map(name -> "DROP DATABASE " + quoted(name));
      case OTHER -> Optional.empty();
    };
  }

  private Subject with(Subject other) {
    return new Subject(
        union(tables, other.tables),
        union(defined, other.defined),
        union(databases, other.databases),
        other.effect);
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    Set<T> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
