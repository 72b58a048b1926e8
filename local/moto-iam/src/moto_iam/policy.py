"""Decides by the identity policies of a role: an explicit deny first, then an allow, else an implicit deny."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moto_iam.conditions import holds
from moto_iam.wildcard import matches

Statement = Mapping[str, object]


@dataclass(frozen=True)
class Match:
    """A pair of patterns by which a statement holds, as they are written; `statement` is its place in the list."""

    statement: int
    action: str
    resource: str


@dataclass(frozen=True)
class Decision:
    """`word` is `allow`, `implicitDeny` or `explicitDeny`; `matches` are those of the statements that decided."""

    word: str
    matches: tuple[Match, ...] = ()

    @property
    def allowed(self) -> bool:
        return self.word == "allow"


def decide(statements: Sequence[Statement], action: str, resource: str, context: Mapping[str, str]) -> Decision:
    """
    What statements say about one action on one resource.

    :param action: such as `s3:GetObject`; case does not matter
    :param resource: an ARN; case matters
    :param context: condition keys of the request with their values
    """
    found: dict[str, list[Match]] = {"Allow": [], "Deny": []}
    for index, statement in enumerate(statements):
        effect = str(statement["Effect"])
        found[effect] += [
            Match(index, action_pattern, resource_pattern)
            for action_pattern in _matching(statement, "Action", action)
            for resource_pattern in _matching(statement, "Resource", resource)
            if _applies(statement, effect, context)
        ]
    if found["Deny"]:
        return Decision("explicitDeny", tuple(found["Deny"]))
    return Decision("allow", tuple(found["Allow"])) if found["Allow"] else Decision("implicitDeny")


def _matching(statement: Statement, member: str, value: str) -> list[str]:
    """Patterns of a member by which it takes in a value; a negated one has none, and is named whole."""
    negated = f"Not{member}" in statement
    element = f"Not{member}" if negated else member
    written = statement[element]
    patterns = [str(pattern) for pattern in (written if isinstance(written, list) else [written])]
    found = [pattern for pattern in patterns if matches(pattern, value, ignore_case=member == "Action")]
    if not negated:
        return found
    return [] if found else [f"{element} {', '.join(patterns)}"]


def _applies(statement: Statement, effect: str, context: Mapping[str, str]) -> bool:
    condition = statement.get("Condition")
    if condition is None:
        return True
    met = holds(condition, context)
    # Fail closed: what cannot be decided never allows, and always denies.
    return effect == "Deny" if met is None else met
