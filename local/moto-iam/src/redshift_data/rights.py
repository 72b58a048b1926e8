"""What a request to the Data API asks for: actions, the ARNs that they are about, and keys for conditions."""

from collections.abc import Iterator, Mapping

from redshift_data.store import StatementStore
from redshift_data.workgroups import WorkgroupFile

_STARTING = ("ExecuteStatement", "BatchExecuteStatement")
_OWNER = "redshift-data:statement-owner-iam-userid"
# What policies compare the owner of a statement with: the caller, whoever that is.
_CALLER = "${aws:userid}"


def data_rights(
    action: str, body: Mapping[str, object], caller: str, workgroups: WorkgroupFile, store: StatementStore
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """
    Triples of an action with its service, an ARN, and keys. Only what starts a statement is about a workgroup.

    :param action: without the service
    :param body: parameters of the request
    :param caller: access key
    """
    if action in _STARTING:
        name = str(body.get("WorkgroupName"))
        found = workgroups.find(name)
        # One that is not there is told only to who may use all.
        yield f"redshift-data:{action}", "*" if found is None else found.arn, {}
        if "SecretArn" in body:
            yield "secretsmanager:GetSecretValue", str(body["SecretArn"]), {}
        return
    statement = store.find(str(body.get("Id")).partition(":")[0])
    own = action == "ListStatements" or (statement is not None and statement.owner == caller)
    yield f"redshift-data:{action}", "*", {_OWNER: _CALLER} if own else {}
