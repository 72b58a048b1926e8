"""The real server, with a client of the real service and a real PostgreSQL."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from running_postgres import Server

_SOURCES = Path(__file__).parents[1] / "src"
_REGION = "us-east-1"
WORKGROUP = f"arn:aws:redshift-serverless:{_REGION}:123456789012:workgroup/00000000-0000-4000-8000-000000000001"
_ADMINISTRATOR = "local"
_READY_SECONDS = 60


@dataclass(frozen=True)
class Aws:
    endpoint: str
    folder: Path
    secret: str

    def client(self, service: str, key: str = _ADMINISTRATOR) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=_REGION,
            aws_access_key_id=key,
            aws_secret_access_key="s",
            aws_session_token="token",
        )

    def set_roles(self, roles: dict[str, list[dict]]) -> None:
        keys = {f"key-{role}": {"role": role, "sessionToken": "token"} for role in roles}
        _replace(self.folder / "policies.json", {"generation": 1, "keys": keys, "roles": roles})

    def set_workgroups(self, workgroups: list[dict]) -> None:
        _replace(self.folder / "workgroups.json", {"workgroups": workgroups})

    def set_athena_workgroups(self, workgroups: list[dict]) -> None:
        _replace(self.folder / "athena-workgroups.json", {"workgroups": workgroups})


def _replace(path: Path, content: object) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(content))
    new.rename(path)


@contextmanager
def running_aws(folder: Path, server: Server) -> Iterator[Aws]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(_SOURCES),
        "PYTHONDONTWRITEBYTECODE": "1",
        "IAM_POLICIES": str(folder / "policies.json"),
        "IAM_USAGE": str(folder / "usage.jsonl"),
        "IAM_ADMINISTRATOR": _ADMINISTRATOR,
        "REDSHIFT_WORKGROUPS": str(folder / "workgroups.json"),
        "ATHENA_WORKGROUPS": str(folder / "athena-workgroups.json"),
    }
    process = subprocess.Popen([sys.executable, "-m", "moto_iam", "-H", "127.0.0.1", "-p", str(port)], env=environment)
    try:
        started = Aws(f"http://127.0.0.1:{port}", folder, "")
        value = json.dumps({"username": server.user, "password": server.password})
        yield replace(started, secret=_first_secret(started, value))
    finally:
        process.terminate()
        process.wait(30)


def _first_secret(aws: Aws, value: str) -> str:
    """Its ARN, as soon as the server answers."""
    end = time.monotonic() + _READY_SECONDS
    while True:
        try:
            return aws.client("secretsmanager").create_secret(Name="admin", SecretString=value)["ARN"]
        except EndpointConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@dataclass(frozen=True)
class Warehouse:
    aws: Aws
    data: Any
    database: str

    def target(self) -> dict[str, str]:
        return {"WorkgroupName": "warehouse", "Database": self.database, "SecretArn": self.aws.secret}

    def run(self, sql: str, **more: object) -> dict:
        begun = self.data.execute_statement(Sql=sql, **{**self.target(), **more})
        return self.end(begun["Id"])

    def batch(self, *sqls: str, **more: object) -> dict:
        return self.end(self.data.batch_execute_statement(Sqls=list(sqls), **self.target(), **more)["Id"])

    def end(self, statement: str) -> dict:
        """Asks until it has ended, as clients do."""
        while True:
            described = self.data.describe_statement(Id=statement)
            if described["Status"] in ("FINISHED", "FAILED", "ABORTED"):
                return described
            time.sleep(0.02)

    def rows(self, sql: str) -> list[list[object]]:
        described = self.run(sql)
        assert described["Status"] == "FINISHED", described
        records = self.data.get_statement_result(Id=described["Id"])["Records"]
        return [[None if "isNull" in field else next(iter(field.values())) for field in row] for row in records]


def written(server: Server, **more: object) -> dict:
    return {
        "name": "warehouse",
        "arn": WORKGROUP,
        "host": server.workgroup.host,
        "port": server.workgroup.port,
        **more,
    }


def refused(call: Any, **arguments: object) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    return f"{error['Code']}: {error['Message']}"
