"""Objects as the archive sink writes them."""

import gzip
import json
import os
from pathlib import Path

TOPIC = "salesdb.salesdb.CUSTOMER"


def record(line: str, partition: int, offset: int, key: str = "null") -> str:
    """The line of a topic's record; what is no JSON stays as it is."""
    try:
        json.loads(line)
    except ValueError:
        return line
    return f'{{"partition":{partition},"offset":{offset},"key":{key},"value":{line}}}'


def store(folder: Path, offset: int, *lines: str, partition: int = 0, topic: str = TOPIC, age_days: int = 0) -> Path:
    """Writes an object of the topic's archive below `folder`/raw; returns where."""
    place = folder / "raw" / topic / f"partition={partition}"
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{topic}+{partition}+{offset:020d}.jsonl.gz"
    with gzip.open(file, "wt") as text:
        text.write("".join(f"{record(line, partition, offset + n)}\n" for n, line in enumerate(lines)))
    if age_days:
        written = file.stat().st_mtime - age_days * 86_400
        os.utime(file, (written, written))
    return file
