"""Names of columns: in SQL, and in a table that takes fewer than a source does."""

import re


def quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def literal(text: str) -> str:
    """The text as a literal of Spark SQL."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"


def safe(name: str) -> str:
    """The name, with `_` for what a column of a lake table may not be called by."""
    return name if re.fullmatch(r"\w+", name) else re.sub(r"\W+", "_", name).strip("_") or "column"
