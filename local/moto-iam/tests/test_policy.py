"""The broker decides by the same statements: what it is tested with holds here."""

import json
from pathlib import Path

import pytest

from moto_iam.conditions import holds
from moto_iam.policy import decide

_CASES = Path(__file__).parents[2] / "msk-iam" / "src" / "test" / "resources" / "policy-cases.txt"
_TOPIC = "arn:aws:kafka:us-east-1:111111111111:topic/main/uuid-1/"


def _cases() -> list[list[str]]:
    lines = _CASES.read_text(encoding="utf-8").splitlines()
    return [
        line.split(" | ") if not line.endswith("|") else [*line.rstrip("| ").split(" | "), ""] for line in lines[3:]
    ]


@pytest.mark.parametrize(("name", "expected", "topic", "statements"), _cases())
def test_statements_decide_as_at_the_broker(name: str, expected: str, topic: str, statements: str) -> None:
    text = statements.replace("'", '"').replace('"k:', '"kafka-cluster:').replace("T:", _TOPIC)
    decision = decide(json.loads(f"[{text}]"), "kafka-cluster:ReadData", f"{_TOPIC}{topic}", {})
    assert decision.word.removesuffix("Deny") == expected, name


@pytest.mark.parametrize(
    ("condition", "context", "expected"),
    [
        ({"StringLike": {"s3:prefix": "raw/*"}}, {"s3:prefix": "raw/a"}, True),
        ({"StringLike": {"s3:prefix": "raw/*"}}, {"s3:prefix": "delta/a"}, False),
        ({"StringLike": {"s3:prefix": "raw/*"}}, {}, False),
        ({"StringLikeIfExists": {"s3:prefix": ["a/*", "raw/*"]}}, {}, True),
        ({"StringLikeIfExists": {"S3:Prefix": ["a/*", "raw/*"]}}, {"s3:prefix": "b/"}, False),
        ({"StringEquals": {"s3:prefix": "raw/*"}}, {"s3:prefix": "raw/a"}, False),
        ({"StringLike": {"s3:prefix": "raw/*"}, "Bool": {"x": "y"}}, {"s3:prefix": "raw/a"}, None),
        ({"Bool": {"x": "y"}, "StringLike": {"s3:prefix": "raw/*"}}, {"s3:prefix": "b"}, False),
    ],
)
def test_conditions_hold_fail_or_are_not_known(condition: dict, context: dict, expected: bool | None) -> None:
    assert holds(condition, context) is expected


def test_a_condition_that_is_not_known_never_allows_and_always_denies() -> None:
    unknown = {"Action": "s3:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}
    allow = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    assert decide([{**unknown, "Effect": "Allow"}], "s3:GetObject", "arn:x", {}).word == "implicitDeny"
    assert decide([allow, {**unknown, "Effect": "Deny"}], "s3:GetObject", "arn:x", {}).word == "explicitDeny"
