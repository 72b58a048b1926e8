import pytest
from botocore.exceptions import ClientError

from running_aws import Aws


def test_a_table_is_updated_at_the_version_that_its_writer_saw(aws: Aws) -> None:
    glue = aws.client("glue")
    glue.create_database(DatabaseInput={"Name": "versions"})
    glue.create_table(DatabaseName="versions", TableInput={"Name": "t", "Parameters": {"n": "0"}})

    def update(number: str, **seen: str) -> None:
        glue.update_table(DatabaseName="versions", TableInput={"Name": "t", "Parameters": {"n": number}}, **seen)

    first = glue.get_table(DatabaseName="versions", Name="t")["Table"]["VersionId"]
    update("1", VersionId=first)
    with pytest.raises(ClientError, match="ConcurrentModificationException"):
        update("2", VersionId=first)
    assert glue.get_table(DatabaseName="versions", Name="t")["Table"]["Parameters"] == {"n": "1"}
    # Who does not say what it saw is taken as it is.
    update("3")
    assert glue.get_table(DatabaseName="versions", Name="t")["Table"]["Parameters"] == {"n": "3"}
