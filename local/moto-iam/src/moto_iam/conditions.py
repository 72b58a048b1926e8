"""The `Condition` of a statement, as far as requests here tell what it asks for."""

from collections.abc import Mapping

from moto_iam.wildcard import matches

_IF_EXISTS = "IfExists"


def holds(condition: Mapping[str, Mapping[str, object]], context: Mapping[str, str]) -> bool | None:
    """
    Whether all of a condition is met.

    :param context: condition keys of the request with their values; one that is missing is not there in the request
    :returns: None where an operator is not known here, unless another part fails anyway
    """
    undecided = False
    values = {key.lower(): value for key, value in context.items()}
    for operator, expected in condition.items():
        for key, patterns in expected.items():
            met = _met(operator, patterns, values.get(key.lower()))
            if met is False:
                return False
            undecided = undecided or met is None
    return None if undecided or not condition else True


def _met(operator: str, patterns: object, value: str | None) -> bool | None:
    plain = operator.removesuffix(_IF_EXISTS)
    if plain not in ("StringEquals", "StringLike"):
        return None
    if value is None:
        return plain != operator
    wanted = [str(pattern) for pattern in (patterns if isinstance(patterns, list) else [patterns])]
    if plain == "StringEquals":
        return value in wanted
    return any(matches(pattern, value) for pattern in wanted)
