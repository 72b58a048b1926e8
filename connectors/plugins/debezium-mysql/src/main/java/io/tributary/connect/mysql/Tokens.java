package io.tributary.connect.mysql;

import io.tributary.connect.mysql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a statement apart as MySQL's lexer does: without comments, but with what stands in
 * executable ones.
 */
final class Tokens {
  private static final Pattern SPACE_OR_COMMENT =
      Pattern.compile("\\s+|#[^\n]*|--(?=\\s|\\z)[^\n]*|/\\*(?!!).*?(?:\\*/|\\z)", Pattern.DOTALL);

  private static final Pattern EXECUTABLE_COMMENT = Pattern.compile("/\\*!(?:\\d{5,6})?|\\*/");

  /** MySQL's own: all beyond ASCII counts as a letter. */
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z$_\\x{80}-\\x{10FFFF}]+");

  private final String statement;
  private final boolean backslashEscapes;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String statement, boolean backslashEscapes) {
    this.statement = statement;
    this.backslashEscapes = backslashEscapes;
  }

  /**
   * @param backslashEscapes what it means in texts depends on the session's mode, which the
   *     statement does not tell
   */
  static List<Token> of(String statement, boolean backslashEscapes) {
    Tokens tokens = new Tokens(statement, backslashEscapes);
    tokens.read();
    return List.copyOf(tokens.tokens);
  }

  private void read() {
    Matcher skipped = SPACE_OR_COMMENT.matcher(statement);
    Matcher bracket = EXECUTABLE_COMMENT.matcher(statement);
    Matcher word = WORD.matcher(statement);
    while (at < statement.length()) {
      if (startsHere(skipped)) {
        at = skipped.end();
      } else if (startsHere(bracket)) {
        at = bracket.end();
      } else if (startsHere(word)) {
        tokens.add(new Token(Kind.WORD, word.group()));
        at = word.end();
      } else {
        char first = statement.charAt(at++);
        switch (first) {
          case '`' -> tokens.add(new Token(Kind.NAME, quoted('`', false)));
          case '"' -> tokens.add(new Token(Kind.NAME_OR_TEXT, quoted('"', backslashEscapes)));
          case '\'' -> tokens.add(new Token(Kind.TEXT, quoted('\'', backslashEscapes)));
          default -> tokens.add(new Token(Kind.SYMBOL, String.valueOf(first)));
        }
      }
    }
  }

  private boolean startsHere(Matcher matcher) {
    return matcher.region(at, statement.length()).lookingAt();
  }

  /** Up to the quote that ends it; a doubled one is part of it. */
  private String quoted(char quote, boolean escapes) {
    StringBuilder text = new StringBuilder();
    while (at < statement.length()) {
      char next = statement.charAt(at++);
      if (next == '\\' && escapes && at < statement.length()) {
        text.append(statement.charAt(at++));
      } else if (next != quote) {
        text.append(next);
      } else if (at < statement.length() && statement.charAt(at) == quote) {
        text.append(quote);
        at++;
      } else {
        break;
      }
    }
    return text.toString();
  }
}
