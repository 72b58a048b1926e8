"""All that is changed in a statement of Redshift before PostgreSQL runs it. What `shims/` has needs no change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redshift_data.statement_rewrites import (
    alter_external_schema,
    auto_refresh_of_view,
    create_external_schema,
    create_materialized_view,
)
from redshift_data.super_paths import super_columns, super_paths
from redshift_data.tokens import Token, end_of_parentheses, joined, match_words, tokens

# Beginnings of the names of Redshift's own views.
_SYSTEM = ("svv_", "sys_")

_Apply = Callable[[Sequence[Token], frozenset[str]], list[Token]]


@dataclass(frozen=True)
class Rewrite:
    """`apply` takes tokens and the names of columns that are SUPER; what it has nothing to say to it gives back."""

    name: str
    reason: str
    matches: str
    becomes: str
    apply: _Apply


@dataclass(frozen=True)
class Rewritten:
    sql: str
    # Names of the rewrites that changed something.
    used: frozenset[str]


def rewrite(sql: str, known: frozenset[str] = frozenset()) -> Rewritten:
    """
    :param known: names of columns that are SUPER; those that the statement itself makes are found in it
    :raises ValueError: for what PostgreSQL would silently take for something else
    """
    parts = tokens(sql)
    used: set[str] = set()
    return Rewritten(joined(_rewritten(parts, known | super_columns(parts), used)), frozenset(used))


def _rewritten(parts: Sequence[Token], known: frozenset[str], used: set[str]) -> list[Token]:
    """The body of a procedure is SQL, too."""
    current = [_body(part, known, used) if part.kind == "dollar" else part for part in parts]
    for each in REWRITES:
        changed = each.apply(current, known)
        if changed != current:
            used.add(each.name)
            current = changed
    return current


def _body(part: Token, known: frozenset[str], used: set[str]) -> Token:
    mark = part.text[: part.text.index("$", 1) + 1]
    inner = tokens(part.text[len(mark) : -len(mark)])
    return Token("dollar", f"{mark}{joined(_rewritten(inner, known | super_columns(inner), used))}{mark}")


def _without(*words: str) -> _Apply:
    def apply(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
        for place, part in enumerate(parts):
            end = None if part.is_blank else match_words(parts, place, *words)
            if end is not None:
                return [*parts[:place], *parts[end:]]
        return list(parts)

    return apply


def _without_length(word: str) -> _Apply:
    def apply(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
        kept: list[Token] = []
        place = 0
        while place < len(parts):
            kept.append(parts[place])
            end = end_of_parentheses(parts, place + 1) if parts[place].says(word) else None
            place = place + 1 if end is None else end
        return kept

    return apply


def _renamed(word: str, name: str) -> _Apply:
    def apply(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
        return [
            Token("word", name) if part.says(word) and match_words(parts, place + 1, "(") else part
            for place, part in enumerate(parts)
        ]

    return apply


def _system_views(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
    return [
        Token("word", "redshift")
        if part.says("PG_CATALOG") and len(parts) > place + 2 and parts[place + 2].text.lower().startswith(_SYSTEM)
        else part
        for place, part in enumerate(parts)
    ]


REWRITES: tuple[Rewrite, ...] = (
    Rewrite(
        "external-schema",
        "PostgreSQL reads no topics: relations of a schema of its own are filled from them",
        "CREATE EXTERNAL SCHEMA [IF NOT EXISTS] s FROM KAFKA IAM_ROLE 'r' AUTHENTICATION IAM URI 'u'",
        "CALL redshift.create_external_schema('s', …, 'u', 'r')",
        create_external_schema,
    ),
    Rewrite(
        "alter-external-schema",
        "such a schema is known to a table",
        "ALTER EXTERNAL SCHEMA s [IAM_ROLE 'r'] [URI 'u']",
        "CALL redshift.alter_external_schema('s', 'u', 'r')",
        alter_external_schema,
    ),
    Rewrite(
        "materialized-view",
        "PostgreSQL fills a materialized view when it makes it, Redshift one over a stream only by a refresh",
        "CREATE MATERIALIZED VIEW v [AUTO REFRESH YES|NO] AS …",
        "CALL redshift.create_materialized_view('v', …, '…')",
        create_materialized_view,
    ),
    Rewrite(
        "auto-refresh",
        "nothing refreshes by itself: which views do is known to a table",
        "ALTER MATERIALIZED VIEW v AUTO REFRESH YES|NO",
        "CALL redshift.set_auto_refresh('v', …)",
        auto_refresh_of_view,
    ),
    Rewrite(
        "super-path",
        "to PostgreSQL it is a column of a table of a schema",
        'payload.after."ID", where the column is SUPER',
        "redshift.navigate(payload, 'after', 'ID')",
        super_paths,
    ),
    Rewrite(
        "no-schema-binding",
        "views are bound to what they read",
        "WITH NO SCHEMA BINDING",
        "nothing",
        _without("WITH", "NO", "SCHEMA", "BINDING"),
    ),
    Rewrite(
        "json-serialize",
        "the word is PostgreSQL's own, for its own types",
        "JSON_SERIALIZE(…)",
        "redshift.serialize(…)",
        _renamed("JSON_SERIALIZE", "redshift.serialize"),
    ),
    Rewrite(
        "varbyte-length",
        "a composite type has no length",
        "VARBYTE(n)",
        "VARBYTE",
        _without_length("VARBYTE"),
    ),
    Rewrite(
        "system-view",
        "nothing can be added to PostgreSQL's own schema, where Redshift has them",
        "pg_catalog.svv_…, pg_catalog.sys_…",
        "redshift.svv_…, redshift.sys_…",
        _system_views,
    ),
)
