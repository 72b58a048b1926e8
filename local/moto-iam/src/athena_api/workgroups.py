"""What the file of workgroups tells of one: which Trino stands for it, and what it holds statements to."""

from dataclasses import dataclass
from pathlib import Path

from moto_iam.workgroup_file import WorkgroupFile as File


@dataclass(frozen=True)
class Workgroup:
    """A workgroup, and the server that stands for it."""

    name: str
    arn: str
    # Of Trino, without a path.
    url: str
    # Where results would be; None where each statement has to say it.
    output_location: str | None
    # Whether that, and no client, decides where anything is written.
    enforced: bool
    # Bytes that a statement may read; None for no limit.
    scan_limit: int | None


class WorkgroupFile(File[Workgroup]):
    """Each has `url` and `enforced`, and may have `outputLocation` and `scanLimit`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _workgroup)


def _workgroup(written: dict) -> Workgroup:
    limit = written.get("scanLimit")
    return Workgroup(
        written["name"],
        written["arn"],
        written["url"],
        written.get("outputLocation"),
        bool(written["enforced"]),
        None if limit is None else int(limit),
    )
