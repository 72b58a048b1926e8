"""Patterns of IAM: `*` stands for any characters, `?` for exactly one."""

import re
from functools import lru_cache


@lru_cache(maxsize=10_000)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = re.split(r"([*?])", pattern)
    text = "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in parts)
    return re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def matches(pattern: str, value: str, ignore_case: bool = False) -> bool:
    """Whether a pattern takes in the whole of a value."""
    return _compiled(pattern, ignore_case).fullmatch(value) is not None
