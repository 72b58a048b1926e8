"""All that is changed in a statement of Athena before Trino runs it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from athena_api.trino import DATA_CATALOG
from redshift_data.tokens import Token, after_blanks, end_of_parentheses, joined, match_words, tokens

_Session = Mapping[str, str]
_Apply = Callable[[Sequence[Token]], tuple[list[Token], _Session]]


@dataclass(frozen=True)
class Rewrite:
    """`apply` gives back tokens, and properties of the session that say what these no longer do."""

    name: str
    reason: str
    matches: str
    becomes: str
    apply: _Apply


@dataclass(frozen=True)
class Rewritten:
    sql: str
    session: _Session
    # Names of the rewrites that changed something.
    used: frozenset[str]


def rewrite(sql: str) -> Rewritten:
    parts = tokens(sql, longest_name=None)
    session: dict[str, str] = {}
    used: set[str] = set()
    for each in REWRITES:
        changed, properties = each.apply(parts)
        if changed != parts:
            used.add(each.name)
            session.update(properties)
            parts = changed
    return Rewritten(joined(parts), session, frozenset(used))


def table_properties(parts: Sequence[Token]) -> tuple[int, int] | None:
    """Where the properties of a new table stand, parentheses and all; None where the statement is no CTAS with some."""
    if match_words(parts, 0, "CREATE", "TABLE") is None:
        return None
    for place, part in enumerate(parts):
        if part.says("AS"):
            return None
        if part.says("WITH"):
            end = end_of_parentheses(parts, place + 1)
            return None if end is None else (after_blanks(parts, place + 1), end)
    return None


def has_property(sql: str, name: str) -> bool:
    """Whether a CTAS says that property of its table."""
    parts = tokens(sql, longest_name=None)
    span = table_properties(parts)
    return span is not None and any(part.says(name.upper()) for part in parts[slice(*span)])


def _compression(parts: Sequence[Token]) -> tuple[list[Token], _Session]:
    span = table_properties(parts)
    if span is None:
        return list(parts), {}
    items = _items(parts[span[0] + 1 : span[1] - 1])
    ours = [item for item in items if item[after_blanks(item, 0)].says("WRITE_COMPRESSION", "PARQUET_COMPRESSION")]
    if not ours:
        return list(parts), {}
    codec = next(part.value for part in ours[0] if part.kind == "string")
    kept = [item for item in items if item not in ours]
    inside = Token("other", ",".join(joined(item) for item in kept))
    changed = [*parts[: span[0] + 1], inside, *parts[span[1] - 1 :]]
    return changed, {f"{DATA_CATALOG}.compression_codec": codec.upper()}


def _items(parts: Sequence[Token]) -> list[list[Token]]:
    """What stands between commas that no bracket is around."""
    found: list[list[Token]] = [[]]
    depth = 0
    for part in parts:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(part.text, 0)
        if part.text == "," and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found


REWRITES: tuple[Rewrite, ...] = (
    Rewrite(
        "compression",
        "how files of a table are compressed is no property of it in Trino, but one of the session",
        "CREATE TABLE t WITH (…, write_compression|parquet_compression = 'SNAPPY') AS …",
        "CREATE TABLE t WITH (…) AS …, with compression_codec=SNAPPY",
        _compression,
    ),
)
