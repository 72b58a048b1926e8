"""What commits wrote, from the log and the folder of a table."""

import json
from pathlib import Path

from cdc_upsert.config import Table


def written(table: Table, after: int) -> dict[str, int]:
    """Files and bytes that commits beyond a version removed and added, of table and side table."""
    sums = dict.fromkeys(("commits", "remove files", "remove bytes", "add files", "add bytes"), 0)
    logs = {table.path: after, f"{table.path}__deleted": -1}
    for path, version in logs.items():
        for commit in Path(path, "_delta_log").glob("*.json"):
            if int(commit.stem) <= version:
                continue
            actions = [json.loads(line) for line in commit.read_text().splitlines()]
            sums["commits"] += 1
            for kind in ("remove", "add"):
                for action in (each[kind] for each in actions if kind in each):
                    sums[f"{kind} files"] += 1
                    sums[f"{kind} bytes"] += action["size"]
    return sums


def folder_bytes(table: Table) -> int:
    return sum(file.stat().st_size for file in Path(table.path).glob("*.parquet"))
