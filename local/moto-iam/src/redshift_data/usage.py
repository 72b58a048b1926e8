"""
Tells which rewrites and shims are for nothing: no statement of the warehouse needs them.

Statements as a list of JSON on stdin; on stdout a list with the names of what none of them uses.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from redshift_data.rewrites import REWRITES, rewrite
from redshift_data.super_paths import super_columns
from redshift_data.tokens import tokens

_SHIMS = Path(__file__).parent / "shims"
_DEFINITION = re.compile(r"CREATE (?:FUNCTION|PROCEDURE|TABLE|TYPE|VIEW) redshift\.(\w+)")
_CAST = re.compile(r"CREATE CAST \(([\w.]+) AS ([\w.]+)\)")
_CASTED_PATH = re.compile(r"redshift\.navigate\([^)]*\)\s*(?:AS|::)\s*(\w+)", re.IGNORECASE)
# What `rewrite` is not asked for, and is needed all the same: `execution.py` calls it.
_CALLED = "redshift.create_topic_relation redshift.streams"


def unused(statements: Iterable[str], shims: str) -> list[str]:
    """
    :param statements: all that may be sent, in Redshift's SQL
    :param shims: SQL of all shims
    """
    statements = list(statements)
    known = frozenset().union(*(super_columns(tokens(sql)) for sql in statements))
    rewritten = [rewrite(sql, known) for sql in statements]
    used = frozenset().union(*(each.used for each in rewritten))
    definitions = _definitions(shims)
    reached: set[str] = set()
    texts = [*(each.sql for each in rewritten), _CALLED]
    while texts:
        text = texts.pop()
        found = {name for name in definitions if _needs(text, name)} - reached
        reached |= found
        texts += [definitions[name] for name in found]
    return [each.name for each in REWRITES if each.name not in used] + sorted(definitions.keys() - reached)


def _needs(text: str, name: str) -> bool:
    if name.startswith("super AS "):
        return name.removeprefix("super AS ") in {found.lower() for found in _CASTED_PATH.findall(text)}
    if " AS " in name:
        # Of another type, so that bytes can be written at all.
        return name == "bytea AS varbyte"
    return re.search(rf"\b{name}\b", text, re.IGNORECASE) is not None


def _definitions(shims: str) -> Mapping[str, str]:
    """Texts of functions and casts by what they are called; several of one name are one."""
    found: dict[str, str] = {}
    for text in re.split(r"^(?=CREATE )", re.sub(r"--[^\n]*", "", shims), flags=re.MULTILINE):
        named, cast = _DEFINITION.match(text), _CAST.match(text)
        name = named[1] if named else " AS ".join(cast.groups()).replace("redshift.", "") if cast else None
        if name is not None:
            found[name] = found.get(name, "") + text[text.index(name) + len(name) if named else 0 :]
    return found


def all_shims() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(_SHIMS.glob("*.sql")))


if __name__ == "__main__":
    print(json.dumps(unused(json.load(sys.stdin), all_shims())))
