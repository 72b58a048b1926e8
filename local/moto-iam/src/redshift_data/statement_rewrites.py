"""Rewrites of whole statements, which become calls of procedures in `shims/streams.sql`."""

from collections.abc import Sequence

from redshift_data.tokens import Token, after_blanks, joined, literal, match_words


def create_external_schema(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
    place = match_words(parts, 0, "CREATE", "EXTERNAL", "SCHEMA")
    if place is None:
        return list(parts)
    behind = match_words(parts, place, "IF", "NOT", "EXISTS")
    name, place = _name(parts, place if behind is None else behind)
    place = _required(parts, place, "FROM", "KAFKA")
    options = _options(parts, place)
    missing = [each for each in ("IAM_ROLE", "AUTHENTICATION", "URI") if each not in options]
    if missing or options["AUTHENTICATION"].upper() != "IAM":
        raise ValueError(f"an external schema must have IAM_ROLE, AUTHENTICATION IAM and URI, got: {joined(parts)}")
    arguments = [literal(name), str(behind is not None).lower(), literal(options["URI"]), literal(options["IAM_ROLE"])]
    return _call("create_external_schema", arguments)


def alter_external_schema(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
    place = match_words(parts, 0, "ALTER", "EXTERNAL", "SCHEMA")
    if place is None:
        return list(parts)
    name, place = _name(parts, place)
    options = _options(parts, place)
    if not options:
        raise ValueError(f"an external schema must be altered in something, got: {joined(parts)}")
    values = [literal(options[each]) if each in options else "NULL" for each in ("URI", "IAM_ROLE")]
    return _call("alter_external_schema", [literal(name), *values])


def create_materialized_view(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
    place = match_words(parts, 0, "CREATE", "MATERIALIZED", "VIEW")
    if place is None:
        return list(parts)
    view, place = _path(parts, place)
    refresh = match_words(parts, place, "AUTO", "REFRESH", ("YES", "NO"))
    is_auto = refresh is not None and parts[refresh - 1].says("YES")
    place = _required(parts, place if refresh is None else refresh, "AS")
    query = joined(parts[place:]).strip().removesuffix(";")
    return _call("create_materialized_view", [literal(view), str(is_auto).lower(), literal(query)])


def auto_refresh_of_view(parts: Sequence[Token], _: frozenset[str]) -> list[Token]:
    place = match_words(parts, 0, "ALTER", "MATERIALIZED", "VIEW")
    if place is None:
        return list(parts)
    view, place = _path(parts, place)
    place = _required(parts, place, "AUTO", "REFRESH", ("YES", "NO"))
    return _call("set_auto_refresh", [literal(view), str(parts[place - 1].says("YES")).lower()])


def refreshed_view(sql_parts: Sequence[Token]) -> str | None:
    """Name of the view that a statement refreshes, as it is written; None for any other statement."""
    place = match_words(sql_parts, 0, "REFRESH", "MATERIALIZED", "VIEW")
    return None if place is None else _path(sql_parts, place)[0]


def relations_of_new_view(sql_parts: Sequence[Token]) -> list[tuple[str, str]]:
    """Pairs of names with a dot between them in a statement that makes a materialized view; none for any other."""
    if match_words(sql_parts, 0, "CREATE", "MATERIALIZED", "VIEW") is None:
        return []
    return [
        (first.name, second.name)
        for first, dot, second in zip(sql_parts, sql_parts[1:], sql_parts[2:], strict=False)
        if first.is_name and dot.text == "." and second.is_name
    ]


def _call(procedure: str, arguments: Sequence[str]) -> list[Token]:
    return [Token("other", f"CALL redshift.{procedure}({', '.join(arguments)})")]


def _required(parts: Sequence[Token], place: int, *words: str | Sequence[str]) -> int:
    behind = match_words(parts, place, *words)
    if behind is None:
        raise ValueError(f"{words} must stand after {joined(parts[:place])!r}, got: {joined(parts[place:])[:60]!r}")
    return behind


def _name(parts: Sequence[Token], place: int) -> tuple[str, int]:
    place = after_blanks(parts, place)
    if place == len(parts) or not parts[place].is_name:
        raise ValueError(f"a name must stand after {joined(parts[:place])!r}, got: {joined(parts[place:])[:60]!r}")
    return parts[place].name, place + 1


def _path(parts: Sequence[Token], place: int) -> tuple[str, int]:
    """A name with or without its schema, as it is written."""
    begin = after_blanks(parts, place)
    _, place = _name(parts, begin)
    while place < len(parts) and parts[place].text == ".":
        _, place = _name(parts, place + 1)
    return joined(parts[begin:place]), place


def _options(parts: Sequence[Token], place: int) -> dict[str, str]:
    """Words with what follows them, to the end of the statement."""
    rest = [part for part in parts[place:] if not part.is_blank and part.text != ";"]
    found: dict[str, str] = {}
    for key, value in zip(rest[::2], rest[1::2], strict=False):
        word = key.text.upper()
        if word not in ("IAM_ROLE", "AUTHENTICATION", "URI"):
            raise ValueError(f"an external schema must have no other option here, got: {key.text}")
        found[word] = value.value if value.kind == "string" else value.text
    if len(rest) % 2:
        raise ValueError(f"an option must have a value, got: {rest[-1].text}")
    return found
