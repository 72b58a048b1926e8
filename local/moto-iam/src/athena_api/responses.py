"""Answers requests to Athena that run statements, in the place of moto's own class, which only makes results up."""

import json
from threading import Thread

from moto.athena.responses import AthenaResponse as MotoResponse
from moto.core.exceptions import JsonRESTError

from athena_api.executions import ENDED, Execution, ExecutionStore
from athena_api.result import column_info, rows_of
from athena_api.workgroups import Workgroup, WorkgroupFile

_MAX_SQL_BYTES = 262_144
_PAGE = 1000


class AthenaResponse(MotoResponse):
    """Its workgroups are set once, before the server starts."""

    workgroups: WorkgroupFile
    store = ExecutionStore()

    def start_query_execution(self) -> str:
        body = self._body()
        sql = body.get("QueryString", "")
        workgroup = self._workgroup(body.get("WorkGroup", "primary"))
        if not 1 <= len(sql.encode()) <= _MAX_SQL_BYTES:
            raise _invalid(f"queryString must have 1 to {_MAX_SQL_BYTES} bytes")

        def make() -> Execution:
            return Execution(
                workgroup=workgroup,
                sql=sql,
                database=body.get("QueryExecutionContext", {}).get("Database", "default"),
                parameters=body.get("ExecutionParameters", []),
                output_location=output_location(workgroup, body) or "",
            )

        if output_location(workgroup, body) is None:
            raise _invalid("No output location provided. An output location is required either through the Workgroup")
        execution, is_new = self.store.add(body.get("ClientRequestToken"), make)
        if execution.sql != sql:
            raise _invalid("Idempotent parameters do not match")
        if is_new:
            Thread(target=execution.run, daemon=True).start()
        return json.dumps({"QueryExecutionId": execution.id})

    def get_query_execution(self) -> str:
        return json.dumps({"QueryExecution": self._execution().describe()})

    def get_query_results(self) -> str:
        execution = self._execution()
        answer = execution.answer
        if answer is None:
            raise _invalid(f"Query did not finish successfully. Final query state: {execution.status}")
        body = self._body()
        rows = rows_of(answer)
        begin = int(body.get("NextToken", 0))
        end = begin + min(int(body.get("MaxResults", _PAGE)), _PAGE)
        columns = [] if answer.update_type is not None else [column_info(each) for each in answer.columns]
        return json.dumps(
            {
                "UpdateCount": answer.update_count,
                "ResultSet": {"Rows": rows[begin:end], "ResultSetMetadata": {"ColumnInfo": columns}},
                **({"NextToken": str(end)} if len(rows) > end else {}),
            }
        )

    def stop_query_execution(self) -> str:
        execution = self._execution()
        if execution.status not in ENDED:
            execution.statement.stop()
        return "{}"

    def _workgroup(self, name: str) -> Workgroup:
        found = self.workgroups.find(name)
        if found is None:
            raise _invalid(f"WorkGroup {name} is not found.")
        return found

    def _execution(self) -> Execution:
        wanted = str(self._body().get("QueryExecutionId"))
        execution = self.store.find(wanted)
        if execution is None:
            raise _invalid(f"QueryExecution {wanted} was not found")
        return execution

    def _body(self) -> dict:
        return json.loads(self.body or "{}")


def output_location(workgroup: Workgroup, body: dict) -> str | None:
    """Where the results of a statement would be; None where nobody says it."""
    told = body.get("ResultConfiguration", {}).get("OutputLocation")
    return workgroup.output_location if workgroup.enforced or told is None else told


def _invalid(message: str) -> JsonRESTError:
    return JsonRESTError("InvalidRequestException", message)
