"""Named parameters of a statement, which PostgreSQL counts."""

from collections.abc import Mapping, Sequence

from redshift_data.tokens import joined, tokens


def with_parameters(sql: str, parameters: Sequence[Mapping[str, str]]) -> tuple[str, list[str]]:
    """
    :param parameters: `name` and `value` of each `:name` in the text
    :returns: the text with `$1`, `$2`, …, and the values in that order
    :raises ValueError: for one that the text does not have
    """
    if not parameters:
        return sql, []
    places = {each["name"]: index for index, each in enumerate(parameters, 1)}
    parts = tokens(sql)
    found: list[str] = []
    used: set[str] = set()
    place = 0
    while place < len(parts):
        name = parts[place + 1].text if parts[place].text == ":" and place + 1 < len(parts) else None
        if name in places:
            found.append(f"${places[name]}")
            used.add(name)
            place += 2
        else:
            found.append(joined([parts[place]]))
            place += 1
    missing = places.keys() - used
    if missing:
        raise ValueError(f"each parameter must be in the statement, got: {', '.join(sorted(missing))}")
    return "".join(found), [each["value"] for each in parameters]
