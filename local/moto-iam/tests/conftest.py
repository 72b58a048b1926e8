"""Servers for all tests, each started where one first asks for it."""

from collections.abc import Iterator

import pytest

from redshift_data.session import Session
from running_aws import Aws, Warehouse, running_aws, written
from running_postgres import Server, running_postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_postgres() as running:
        yield running


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Aws]:
    with running_aws(tmp_path_factory.mktemp("aws"), server) as running:
        yield running


@pytest.fixture
def database(server: Server, request: pytest.FixtureRequest) -> str:
    """Name of a new database."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    session = server.session("postgres")
    session.run(f"CREATE DATABASE {name}")
    session.close()
    return name


@pytest.fixture
def session(server: Server, database: str) -> Iterator[Session]:
    opened = server.session(database)
    yield opened
    opened.close()


@pytest.fixture
def warehouse(aws: Aws, server: Server, database: str) -> Warehouse:
    aws.set_workgroups([written(server)])
    return Warehouse(aws, aws.client("redshift-data"), database)
