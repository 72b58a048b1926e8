"""Objects as the archive sink writes them."""

import gzip
import os
from pathlib import Path

TOPIC = "salesdb.salesdb.CUSTOMER"


def store(folder: Path, offset: int, *lines: str, partition: int = 0, topic: str = TOPIC, age_days: int = 0) -> None:
    """Writes an object of the topic's archive below `folder`/raw."""
    place = folder / "raw" / topic / f"partition={partition}"
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{topic}+{partition}+{offset:020d}.jsonl.gz"
    with gzip.open(file, "wt") as text:
        text.write("".join(f"{line}\n" for line in lines))
    if age_days:
        written = file.stat().st_mtime - age_days * 86_400
        os.utime(file, (written, written))
