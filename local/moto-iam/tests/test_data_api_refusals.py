import json
from typing import Any

from running_aws import WORKGROUP, Warehouse, refused


def test_what_is_not_there_is_told_at_once(warehouse: Warehouse) -> None:
    run, target = warehouse.data.execute_statement, {**warehouse.target(), "Sql": "SELECT 1"}
    assert refused(run, **{**target, "WorkgroupName": "other"}) == (
        "ValidationException: Redshift endpoint doesn't exist in this region."
    )
    assert "Either ClusterIdentifier or WorkgroupName" in refused(run, Sql="SELECT 1", Database="d")
    unknown = target["SecretArn"][:-6] + "abcdef"
    assert "Secrets Manager can't find" in refused(run, **{**target, "SecretArn": unknown})
    assert refused(warehouse.data.describe_statement, Id="0" * 8 + "-0000" * 3 + "-" + "0" * 12) == (
        "ResourceNotFoundException: Query does not exist."
    )


def test_database_and_password_are_the_servers_matter(warehouse: Warehouse) -> None:
    assert warehouse.run("SELECT 1", Database="other")["Error"] == 'FATAL: database "other" does not exist'
    wrong = json.dumps({"username": "admin", "password": "no"})
    name = f"wrong-{warehouse.database}"
    secret = warehouse.aws.client("secretsmanager").create_secret(Name=name, SecretString=wrong)["ARN"]
    assert "password authentication failed" in warehouse.run("SELECT 1", SecretArn=secret)["Error"]


def test_workgroups_come_and_go(warehouse: Warehouse) -> None:
    warehouse.aws.set_workgroups([])
    assert "doesn't exist" in refused(warehouse.data.execute_statement, Sql="SELECT 1", **warehouse.target())


def _allow(action: str, resource: str, **more: object) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def test_role_needs_the_workgroup_and_the_secret(warehouse: Warehouse) -> None:
    run = _allow("redshift-data:ExecuteStatement", WORKGROUP)
    secret = _allow("secretsmanager:GetSecretValue", warehouse.aws.secret)
    owned = {"StringEquals": {"redshift-data:statement-owner-iam-userid": "${aws:userid}"}}
    warehouse.aws.set_roles(
        {
            "all": [run, secret, _allow("redshift-data:DescribeStatement", "*", Condition=owned)],
            "no-secret": [run],
            "no-workgroup": [secret, _allow("redshift-data:ExecuteStatement", f"{WORKGROUP}x")],
            "other": [_allow("redshift-data:DescribeStatement", "*")],
        }
    )

    def data(role: str) -> Any:
        return warehouse.aws.client("redshift-data", f"key-{role}")

    call = {**warehouse.target(), "Sql": "SELECT 1"}
    begun = data("all").execute_statement(**call)["Id"]
    assert data("all").describe_statement(Id=begun)["Id"] == begun
    assert "redshift-data:GetStatementResult on resource: *" in refused(data("all").get_statement_result, Id=begun)
    assert f"secretsmanager:GetSecretValue on resource: {warehouse.aws.secret}" in refused(
        data("no-secret").execute_statement, **call
    )
    assert f"redshift-data:ExecuteStatement on resource: {WORKGROUP}" in refused(
        data("no-workgroup").execute_statement, **call
    )
    assert "Query does not exist" in refused(data("other").describe_statement, Id=begun)
