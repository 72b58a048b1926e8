"""Paths into a SUPER, such as `payload.after."ID"`: by the type of the column alone they are no `table.column`."""

from collections.abc import Sequence

from redshift_data.tokens import Token, end_of_parentheses, literal, match_words

# A path does not stand behind these; the name of a relation does.
_BEFORE_RELATIONS = ("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "VIEW", "PROCEDURE", "CALL", "LOCK")


def super_columns(parts: Sequence[Token]) -> frozenset[str]:
    """Names that the statement itself gives to SUPER values: `JSON_PARSE(…) [END] AS name`."""
    found = set()
    visible = [part for part in parts if not part.is_blank]
    for place, part in enumerate(visible):
        behind = end_of_parentheses(visible, place + 1) if part.says("JSON_PARSE") else None
        if behind is None:
            continue
        alias = match_words(visible, behind, "AS") or match_words(visible, behind, "END", "AS")
        if alias is not None and alias < len(visible) and visible[alias].is_name:
            found.add(visible[alias].name)
    return frozenset(found)


def super_paths(parts: Sequence[Token], known: frozenset[str]) -> list[Token]:
    rewritten: list[Token] = []
    place = 0
    previous: Token | None = None
    while place < len(parts):
        part = parts[place]
        end = _end_of_path(parts, place) if part.is_name else place + 1
        names = [each for each in parts[place:end] if each.is_name or each.kind == "number"]
        column = next((index for index, each in enumerate(names[:2]) if each.is_name and each.name in known), None)
        is_relation = previous is not None and previous.says(*_BEFORE_RELATIONS)
        if column is None or column == len(names) - 1 or is_relation:
            rewritten += parts[place:end]
        else:
            value = ".".join(each.text for each in names[: column + 1])
            steps = [literal(each.text if each.kind == "number" else each.name) for each in names[column + 1 :]]
            rewritten.append(Token("other", f"redshift.navigate({', '.join([value, *steps])})"))
        if not part.is_blank:
            previous = parts[end - 1]
        place = end
    return rewritten


def _end_of_path(parts: Sequence[Token], start: int) -> int:
    """Place behind names with dots between them, and places of arrays in brackets."""
    place = start + 1
    while place + 1 < len(parts):
        if parts[place].text == "." and parts[place + 1].is_name:
            place += 2
        elif parts[place].text == "[" and parts[place + 1].kind == "number" and parts[place + 2].text == "]":
            place += 3
        else:
            break
    return place
