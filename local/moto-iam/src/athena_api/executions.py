"""What Athena keeps of a statement, how it tells of it, and how it runs it."""

import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from athena_api.rewrites import has_property, rewrite
from athena_api.trino import Answer, TrinoError, TrinoStatement
from athena_api.workgroups import Workgroup

ENDED = ("SUCCEEDED", "FAILED", "CANCELLED")
_OVER_LIMIT = "Bytes scanned limit was exceeded"
_LOCATION_REFUSED = (
    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an "
    "Athena Workgroup that enforces a centralized output location for all queries. Please remove the "
    "'external_location' property and resubmit the query."
)


@dataclass
class Execution:
    """One statement. Times are seconds since 1970."""

    workgroup: Workgroup
    sql: str
    database: str
    parameters: list[str]
    output_location: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "QUEUED"
    reason: str | None = None
    submitted_at: float = field(default_factory=time.time)
    completed_at: float | None = None
    answer: Answer | None = None

    def __post_init__(self) -> None:
        rewritten = rewrite(_with_parameters(self.sql, self.parameters))
        limit = self.workgroup.scan_limit
        session = {} if limit is None else {"query_max_scan_physical_bytes": f"{limit}B"}
        self.rewritten = rewritten.sql
        self.statement = TrinoStatement(
            self.workgroup.url, rewritten.sql, self.database, {**session, **rewritten.session}
        )

    def run(self) -> None:
        """To its end, whatever that is; called in a thread."""
        try:
            if self.workgroup.enforced and has_property(self.sql, "external_location"):
                raise TrinoError("GENERIC_USER_ERROR", _LOCATION_REFUSED)
            answer = self.statement.run(self._begin)
            limit = self.workgroup.scan_limit
            # The server looks once a second only: a quick query is over by then.
            if limit is not None and answer.scanned > limit:
                self._end("CANCELLED", _OVER_LIMIT)
            else:
                self.answer = answer
                self._end("SUCCEEDED")
        except TrinoError as error:
            if error.name == "EXCEEDED_SCAN_LIMIT":
                self._end("CANCELLED", _OVER_LIMIT)
            elif self.statement.stopped:
                self._end("CANCELLED", "Query cancelled by user")
            else:
                self._fail(str(error))
        except Exception as error:
            self._fail(f"the server did not answer: {error}")

    def describe(self) -> dict[str, object]:
        answer = self.answer
        end = self.completed_at or time.time()
        return {
            "QueryExecutionId": self.id,
            "Query": self.sql,
            "StatementType": "DML" if answer is not None and answer.update_type is None else "DDL",
            "WorkGroup": self.workgroup.name,
            "QueryExecutionContext": {"Database": self.database, "Catalog": "awsdatacatalog"},
            "ResultConfiguration": {"OutputLocation": self.output_location},
            "EngineVersion": {"SelectedEngineVersion": "Athena engine version 3"},
            "Status": {
                "State": self.status,
                "SubmissionDateTime": self.submitted_at,
                **({} if self.reason is None else {"StateChangeReason": self.reason}),
                **({} if self.completed_at is None else {"CompletionDateTime": self.completed_at}),
            },
            "Statistics": {
                "TotalExecutionTimeInMillis": int((end - self.submitted_at) * 1000),
                "DataScannedInBytes": 0 if answer is None else answer.scanned,
            },
            **({"ExecutionParameters": self.parameters} if self.parameters else {}),
        }

    def _begin(self) -> None:
        if self.status == "QUEUED":
            self.status = "RUNNING"

    def _fail(self, reason: str) -> None:
        print(f"failed: {self.sql}\n  as Trino got it: {self.rewritten}\n  {reason}", file=sys.stderr, flush=True)
        self._end("FAILED", reason)

    def _end(self, status: str, reason: str | None = None) -> None:
        self.completed_at, self.reason = time.time(), reason
        self.status = status


class ExecutionStore:
    """Executions for as long as the server runs; shared by the threads that answer requests."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._executions: dict[str, Execution] = {}
        self._tokens: dict[str, str] = {}

    def add(self, token: str | None, make: Callable[[], Execution]) -> tuple[Execution, bool]:
        """A new one, and whether it is: not where that token came before."""
        with self._lock:
            known = None if token is None else self._tokens.get(token)
            if known is not None:
                return self._executions[known], False
            execution = make()
            self._executions[execution.id] = execution
            if token is not None:
                self._tokens[token] = execution.id
            return execution, True

    def find(self, execution_id: str) -> Execution | None:
        with self._lock:
            return self._executions.get(execution_id)


def _with_parameters(sql: str, parameters: list[str]) -> str:
    """The statement that runs another one, with values in place of its `?`."""
    if not parameters:
        return sql
    quoted = sql.replace("'", "''")
    return f"EXECUTE IMMEDIATE '{quoted}' USING {', '.join(parameters)}"
