"""Splits SQL into tokens whose texts, put together, are the SQL again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PATTERN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<comment>--[^\n]*|/\*.*?\*/)
    | (?P<string>[eE]?'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    | (?P<word>[A-Za-z_][\w$]*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<other>::|.)
    """,
    re.VERBOSE | re.DOTALL,
)

# PostgreSQL cuts what is longer.
_MAX_NAME_BYTES = 63


@dataclass(frozen=True)
class Token:
    """`kind` is a group of the pattern."""

    kind: str
    text: str

    @property
    def is_blank(self) -> bool:
        return self.kind in ("space", "comment")

    @property
    def is_name(self) -> bool:
        return self.kind in ("word", "quoted")

    @property
    def name(self) -> str:
        """What an identifier means: only in quotes does case count."""
        return self.text[1:-1].replace('""', '"') if self.kind == "quoted" else self.text.lower()

    @property
    def value(self) -> str:
        """What a string literal means."""
        return self.text[1:-1].replace("''", "'")

    def says(self, *words: str) -> bool:
        """Whether it is one of keywords or signs, whatever its case."""
        return self.kind in ("word", "other", "number") and self.text.upper() in words


def tokens(sql: str, longest_name: int | None = _MAX_NAME_BYTES) -> list[Token]:
    """
    :param longest_name: bytes of a name, None for no limit
    :raises ValueError: for a name that PostgreSQL would cut
    """
    found = [Token(match.lastgroup if match.lastgroup != "tag" else "dollar", match[0]) for match in _split(sql)]
    for token in found:
        if longest_name is not None and token.is_name and len(token.name.encode()) > longest_name:
            raise ValueError(
                f"PostgreSQL would cut it: a name must have at most {longest_name} bytes, got: {token.name}"
            )
    return found


def _split(sql: str) -> list[re.Match[str]]:
    return list(_PATTERN.finditer(sql))


def joined(parts: Sequence[Token]) -> str:
    return "".join(part.text for part in parts)


def after_blanks(parts: Sequence[Token], start: int) -> int:
    """Place of the next token that means something, or the end."""
    while start < len(parts) and parts[start].is_blank:
        start += 1
    return start


def match_words(parts: Sequence[Token], start: int, *words: str | Sequence[str]) -> int | None:
    """
    Whether keywords stand there, with blanks between them.

    :param words: each a keyword or a choice of some
    :returns: place behind the last one, None where others stand there
    """
    place = start
    for word in words:
        place = after_blanks(parts, place)
        choice = (word,) if isinstance(word, str) else word
        if place == len(parts) or not parts[place].says(*choice):
            return None
        place += 1
    return place


def end_of_parentheses(parts: Sequence[Token], start: int) -> int | None:
    """Place behind the parenthesis that closes the next one; None where none opens."""
    place = match_words(parts, start, "(")
    if place is None:
        return None
    depth = 1
    while depth and place < len(parts):
        depth += {"(": 1, ")": -1}.get(parts[place].text, 0)
        place += 1
    return place


def literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
