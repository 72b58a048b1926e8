"""What the Data API keeps of a statement, and how it tells of it."""

import time
import uuid
from dataclasses import dataclass, field
from threading import Event

from redshift_data.result import Result
from redshift_data.workgroups import Workgroup

ENDED = ("FINISHED", "FAILED", "ABORTED")


@dataclass
class Progress:
    """One text on its way. Times are seconds since 1970, durations nanoseconds."""

    id: str
    sql: str
    status: str = "SUBMITTED"
    created_at: float = field(default_factory=time.time)
    updated_at: float = field(default_factory=time.time)
    duration: int = 0
    error: str | None = None
    result: Result | None = None

    def move(self, status: str) -> None:
        self.status, self.updated_at = status, time.time()

    def describe(self) -> dict[str, object]:
        rows = self.result
        return {
            "Id": self.id,
            "QueryString": self.sql,
            "Status": self.status,
            "CreatedAt": self.created_at,
            "UpdatedAt": self.updated_at,
            "Duration": self.duration,
            "HasResultSet": rows is not None and rows.has_rows,
            "ResultRows": -1 if rows is None else rows.row_count,
            "ResultSize": -1 if rows is None else rows.size,
            **({} if self.error is None else {"Error": self.error}),
        }


@dataclass
class Statement:
    """A call of ExecuteStatement or BatchExecuteStatement."""

    owner: str
    workgroup: Workgroup
    database: str
    secret_arn: str
    user: str
    password: str
    sqls: list[str]
    is_batch: bool
    parameters: list[dict[str, str]]
    name: str | None = None
    # Each of a batch by itself, whatever becomes of the others.
    auto_commit: bool = False
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    ended: Event = field(default_factory=Event)
    cancelled: Event = field(default_factory=Event)
    pid: int = 0

    def __post_init__(self) -> None:
        self.whole = Progress(self.id, "; ".join(self.sqls))
        self.parts = [Progress(f"{self.id}:{number}", sql) for number, sql in enumerate(self.sqls, 1)]

    def part(self, whole_id: str) -> Progress:
        """The part whose results are asked for: the only one, or that of a number behind the id."""
        _, _, number = whole_id.partition(":")
        return self.parts[int(number) - 1] if number else self.parts[0]

    @property
    def status(self) -> str:
        return self.whole.status

    def answer(self) -> dict[str, object]:
        """What the call itself is answered with."""
        return {
            "Id": self.id,
            "CreatedAt": self.whole.created_at,
            "Database": self.database,
            "SecretArn": self.secret_arn,
            "WorkgroupName": self.workgroup.name,
            "DbUser": self.user,
        }

    def describe(self) -> dict[str, object]:
        parts = [part.describe() for part in self.parts]
        has_rows = any(part["HasResultSet"] for part in parts)
        results = {} if self.is_batch else {key: parts[0][key] for key in ("ResultRows", "ResultSize")}
        return {
            **self.whole.describe(),
            **results,
            "HasResultSet": has_rows,
            "RedshiftPid": self.pid,
            "RedshiftQueryId": 0,
            "Database": self.database,
            "SecretArn": self.secret_arn,
            "WorkgroupName": self.workgroup.name,
            "DbUser": self.user,
            "ResultFormat": "JSON",
            **({"SubStatements": parts} if self.is_batch else {}),
            **({"ExecutionMode": "AUTO_COMMIT" if self.auto_commit else "TRANSACTION"} if self.is_batch else {}),
            **({"QueryParameters": self.parameters} if self.parameters else {}),
        }

    def summary(self) -> dict[str, object]:
        """As a list of statements tells it."""
        return {
            "Id": self.id,
            "Status": self.status,
            "CreatedAt": self.whole.created_at,
            "UpdatedAt": self.whole.updated_at,
            "SecretArn": self.secret_arn,
            "IsBatchStatement": self.is_batch,
            "ResultFormat": "JSON",
            **({"QueryStrings": self.sqls} if self.is_batch else {"QueryString": self.sqls[0]}),
            **({} if self.name is None else {"StatementName": self.name}),
        }
