package io.tributary.connect.mysql;

/** A piece of a statement. */
record Token(Kind kind, String text) {

  enum Kind {
    /** A keyword, a name or a number. */
    WORD,
    /** Between backticks. */
    NAME,
    /** Between double quotes: a name under `ANSI_QUOTES`, else a text. */
    NAME_OR_TEXT,
    /** Between single quotes. */
    TEXT,
    SYMBOL,
  }

  boolean is(String keywordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
  }

  boolean mayBeName() {
    return kind == Kind.WORD || kind == Kind.NAME || kind == Kind.NAME_OR_TEXT;
  }
}
