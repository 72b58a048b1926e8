package io.tributary.connect.mysql;

import java.util.List;
import java.util.Set;

/** Goes through the tokens of a statement. */
final class TokenCursor {
  private static final Token END = new Token(Token.Kind.SYMBOL, "");

  private final List<Token> tokens;
  private int at;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean hasNext() {
    return at < tokens.size();
  }

  Token next() {
    return hasNext() ? tokens.get(at++) : END;
  }

  boolean hasName() {
    return hasNext() && tokens.get(at).mayBeName();
  }

  boolean isAt(Set<String> keywords) {
    return hasNext() && keywords.stream().anyMatch(tokens.get(at)::is);
  }

  boolean skip(String keywordOrSymbol) {
    return skipAny(Set.of(keywordOrSymbol));
  }

  boolean skipAny(Set<String> keywordsOrSymbols) {
    boolean found = isAt(keywordsOrSymbols);
    if (found) {
      at++;
    }
    return found;
  }

  void rewind() {
    at = 0;
  }
}
