"""Answers requests to the Data API, in the place of moto's own class, which only makes results up."""

import json
from threading import Thread

from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.secretsmanager.models import secretsmanager_backends

from redshift_data.caller import access_key_of
from redshift_data.execution import cancel, execute
from redshift_data.statements import ENDED, Statement
from redshift_data.store import StatementStore
from redshift_data.workgroups import Workgroup, WorkgroupFile

_MAX_SQL_BYTES = 200_000
_MAX_BATCH = 40
_PAGE = 1000


class DataApiResponse(BaseResponse):
    """Its members are set once, before the server starts."""

    workgroups: WorkgroupFile
    # Access key of the run's own administration, which is shown every statement.
    administrator: str | None = None
    store = StatementStore()

    def __init__(self) -> None:
        super().__init__(service_name="redshift-data")

    def execute_statement(self) -> str:
        return self._begin([self._body().get("Sql", "")], is_batch=False)

    def batch_execute_statement(self) -> str:
        return self._begin(self._body().get("Sqls", []), is_batch=True)

    def describe_statement(self) -> str:
        statement = self._statement()
        self._wait(statement)
        return json.dumps(statement.describe())

    def get_statement_result(self) -> str:
        statement = self._statement()
        self._wait(statement)
        part = statement.part(self._body()["Id"])
        if part.result is None or not part.result.has_rows:
            raise _not_found("Query does not have result. Please check query status with DescribeStatement.")
        begin = int(self._body().get("NextToken", 0))
        records = part.result.records()
        more = {"NextToken": str(begin + _PAGE)} if len(records) > begin + _PAGE else {}
        return json.dumps(
            {
                "ColumnMetadata": part.result.metadata(),
                "Records": records[begin : begin + _PAGE],
                "TotalNumRows": len(records),
                **more,
            }
        )

    def cancel_statement(self) -> str:
        statement = self._statement()
        if statement.status in ENDED:
            raise _invalid(
                f"Could not cancel a query that is already in {statement.status} state with ID: {statement.id}"
            )
        cancel(statement)
        return json.dumps({"Status": True})

    def list_statements(self) -> str:
        body = self._body()
        wanted = body.get("Status", "ALL")
        found = [
            each.summary()
            for each in self.store.of(self._caller())
            if wanted in ("ALL", each.status) and (each.name or "").startswith(body.get("StatementName", ""))
        ]
        return json.dumps({"Statements": found})

    def _begin(self, sqls: list[str], is_batch: bool) -> str:
        body = self._body()
        workgroup = self._workgroup(body)
        if "Database" not in body:
            raise _invalid("Database must be specified.")
        if not sqls or len(sqls) > _MAX_BATCH or not all(sqls):
            raise _invalid(f"There must be 1 to {_MAX_BATCH} statements, none of them empty.")
        if sum(len(sql.encode()) for sql in sqls) > _MAX_SQL_BYTES:
            raise _invalid("Cannot exceed query size of 200KB")
        user, password = self._credentials(body)

        def make() -> Statement:
            return Statement(
                owner=self._caller(),
                workgroup=workgroup,
                database=body["Database"],
                secret_arn=body["SecretArn"],
                user=user,
                password=password,
                sqls=sqls,
                is_batch=is_batch,
                parameters=body.get("Parameters", []),
                name=body.get("StatementName"),
                auto_commit=body.get("ExecutionMode") == "AUTO_COMMIT",
            )

        statement, is_new = self.store.add(self._caller(), body.get("ClientToken"), make)
        if statement.sqls != sqls:
            raise _invalid("ClientToken must be of one request only.")
        if is_new:
            Thread(target=execute, args=[statement], daemon=True).start()
        self._wait(statement)
        return json.dumps(statement.answer())

    def _workgroup(self, body: dict) -> Workgroup:
        name = body.get("WorkgroupName")
        if name is None:
            raise _invalid("Either ClusterIdentifier or WorkgroupName needs to be specified.")
        found = self.workgroups.find(name)
        if found is None:
            raise _invalid("Redshift endpoint doesn't exist in this region.")
        return found

    def _credentials(self, body: dict) -> tuple[str, str]:
        secret_arn = body.get("SecretArn")
        if secret_arn is None:
            raise _invalid("SecretArn must be specified: temporary credentials are not known here.")
        backend = secretsmanager_backends[self.current_account][self.region]
        secret = json.loads(backend.get_secret_value(secret_arn, None, "AWSCURRENT")["SecretString"])
        if not isinstance(secret, dict) or not {"username", "password"} <= secret.keys():
            raise _invalid("The secret must have username and password.")
        return secret["username"], secret["password"]

    def _statement(self) -> Statement:
        """Another's is not there for who asks."""
        statement = self.store.find(str(self._body().get("Id")).partition(":")[0])
        if statement is None or self._caller() not in (statement.owner, self.administrator):
            raise _not_found("Query does not exist.")
        return statement

    def _wait(self, statement: Statement) -> None:
        seconds = self._body().get("WaitTimeSeconds")
        if seconds is not None:
            statement.ended.wait(seconds)

    def _caller(self) -> str:
        return access_key_of(self.headers)

    def _body(self) -> dict:
        return json.loads(self.body or "{}")


def _invalid(message: str) -> JsonRESTError:
    return JsonRESTError("ValidationException", message)


def _not_found(message: str) -> JsonRESTError:
    return JsonRESTError("ResourceNotFoundException", message)
