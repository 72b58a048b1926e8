"""Lines as the archive holds them."""

import json
from typing import Any

Row = dict[str, Any]


def change(
    op: str,
    before: Row | None,
    after: Row | None,
    pos: int,
    file: int | str = 1,
    row: int = 0,
    gtid: str | None = None,
    server_id: int = 1,
    at_ms: int = 1_700_000_000_999,
    committed_ms: int | None = None,
) -> str:
    """`gtid`: `<server>:<number>` of the transaction. `at_ms`: when the connector read it."""
    source = {
        "connector": "mysql",
        "snapshot": "true" if op == "r" else "false",
        "server_id": 0 if op == "r" else server_id,
        "gtid": gtid,
        "file": f"mysql-bin.{file:06d}" if isinstance(file, int) else file,
        "pos": pos,
        "row": row,
        "ts_ms": 1_700_000_000_000 + pos if committed_ms is None else committed_ms,
    }
    return json.dumps({"before": before, "after": after, "source": source, "op": op, "ts_ms": at_ms})


def read(after: Row, pos: int, **place) -> str:
    return change("r", None, after, pos, **place)


def create(after: Row, pos: int, **place) -> str:
    return change("c", None, after, pos, **place)


def update(before: Row, after: Row, pos: int, **place) -> str:
    return change("u", before, after, pos, **place)


def delete(before: Row, pos: int, **place) -> str:
    return change("d", before, None, pos, **place)


def truncate(pos: int, **place) -> str:
    return change("t", None, None, pos, **place)
