"""What a statement is about: tables and views that it reads or makes, and where objects of tables are."""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from athena_api.rewrites import table_properties
from redshift_data.tokens import Token, after_blanks, match_words, tokens

# An entry of the Data Catalog as it is told; None where there is none of that database and name.
Catalog = Callable[[str, str], Mapping | None]

_VIEW_TEXT = re.compile(r"^/\* Presto View: (\S+) \*/$")
_PARTITIONED = "PARTITIONED_BY"
_LOCATION = "EXTERNAL_LOCATION"


@dataclass(frozen=True)
class Right:
    """
    An action in the name of who asks.

    :param subject: a table as `database/name`, or a URL of S3
    """

    action: str
    subject: str


def subjects(sql: str, database: str, catalog: Catalog) -> Iterator[Right]:
    """Rights that Athena needs for a statement: what it looks up, reads and writes."""
    parts = [part for part in tokens(sql, longest_name=None) if not part.is_blank]
    made = _made_view(parts)
    if made is not None:
        exists = catalog(database, made) is not None
        yield Right("glue:UpdateTable" if exists else "glue:CreateTable", f"{database}/{made}")
        yield from _looked_up(parts, database, catalog)
        return
    if match_words(parts, 0, "CREATE", "TABLE") is not None:
        yield from _made_table(parts, database)
    yield from _looked_up(parts, database, catalog)
    for location in _locations(parts, database, catalog):
        yield Right("s3:GetBucketLocation", location)
        yield Right("s3:ListBucket", location)
        yield Right("s3:GetObject", location)


def _made_view(parts: Sequence[Token]) -> str | None:
    place = match_words(parts, 0, "CREATE", "OR", "REPLACE", "VIEW") or match_words(parts, 0, "CREATE", "VIEW")
    return None if place is None else parts[place].name


def _made_table(parts: Sequence[Token], database: str) -> Iterator[Right]:
    name = f"{database}/{parts[2].name}"
    yield Right("glue:CreateTable", name)
    span = table_properties(parts)
    inside = [] if span is None else parts[slice(*span)]
    if any(part.says(_PARTITIONED) for part in inside):
        yield Right("glue:BatchCreatePartition", name)
    for place, part in enumerate(inside):
        if part.says(_LOCATION):
            location = inside[place + 2].value
            yield Right("s3:GetBucketLocation", location)
            yield Right("s3:ListBucket", location)
            yield Right("s3:PutObject", location)


def _named(parts: Sequence[Token], database: str, catalog: Catalog) -> Iterator[tuple[str, Mapping]]:
    """Entries of the catalog that stand where tables do, and their names; what a query names itself is none."""
    for place, part in enumerate(parts):
        following = after_blanks(parts, place + 1)
        if part.says("FROM", "JOIN") and following < len(parts) and parts[following].is_name:
            name = parts[following].name.lower()
            entry = catalog(database, name)
            if entry is not None:
                yield name, entry


def _looked_up(parts: Sequence[Token], database: str, catalog: Catalog) -> Iterator[Right]:
    for name, entry in _named(parts, database, catalog):
        yield Right("glue:GetTable", f"{database}/{name}")
        yield from _looked_up(_of_view(entry), database, catalog)


def _locations(parts: Sequence[Token], database: str, catalog: Catalog) -> Iterator[str]:
    for _, entry in _named(parts, database, catalog):
        inner = _of_view(entry)
        if inner:
            yield from _locations(inner, database, catalog)
        else:
            yield entry["StorageDescriptor"]["Location"]


def _of_view(entry: Mapping) -> list[Token]:
    """The query of a view; nothing of a table."""
    found = _VIEW_TEXT.match(entry.get("ViewOriginalText") or "")
    if found is None:
        return []
    sql = json.loads(base64.b64decode(found[1]))["originalSql"]
    return [part for part in tokens(sql, longest_name=None) if not part.is_blank]
