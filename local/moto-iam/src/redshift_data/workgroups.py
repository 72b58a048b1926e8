"""What the file of workgroups tells of one: which PostgreSQL server stands for it."""

from dataclasses import dataclass
from pathlib import Path

from moto_iam.workgroup_file import WorkgroupFile as File


@dataclass(frozen=True)
class Workgroup:
    """A workgroup, and the server that stands for it."""

    name: str
    arn: str
    host: str
    port: int
    # PEM file of the authority that signed the server's certificate; without it, the way there is not encrypted.
    ca_file: str | None = None
    # Where topics are read up to their ends, see `topics.py`; without it, nobody reads them.
    topics: str | None = None


class WorkgroupFile(File[Workgroup]):
    """Each has `host` and `port`, and may have `caFile` and `topics`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _workgroup)


def _workgroup(written: dict) -> Workgroup:
    return Workgroup(
        written["name"],
        written["arn"],
        written["host"],
        int(written["port"]),
        written.get("caFile"),
        written.get("topics"),
    )
