from types import SimpleNamespace

import pytest

from moto_iam.questions import Question, questions

_OBJECT = "arn:aws:s3:::b/raw/k"


def _asked(action: str, resource: str = _OBJECT, method: str = "GET", **request: object) -> list[str]:
    """Actions and resources of a request to S3, of which moto knows the action; each object is there."""
    return [f"{each.action} {each.resource}" for each in _questions(action, resource, method, **request)]


def _questions(action: str, resource: str, method: str, **request: object) -> list[Question]:
    whole = SimpleNamespace(
        method=method,
        querystring=request.get("query", {}),
        headers=request.get("headers", {}),
        body=request.get("body", b""),
        bucket_name="b",
        backend=SimpleNamespace(get_object=lambda _bucket, _key: "there"),
        _get_action=lambda: action,
    )
    return list(questions("s3", whole, resource))


@pytest.mark.parametrize(
    ("action", "method", "part", "expected"),
    [
        ("PutObject", "PUT", "retention", ["s3:PutObjectRetention"]),
        ("PutObject", "PUT", "legal-hold", ["s3:PutObjectLegalHold"]),
        ("GetObject", "GET", "attributes", ["s3:GetObjectAttributes", "s3:GetObject"]),
    ],
)
def test_part_of_an_object_takes_its_own_right(action: str, method: str, part: str, expected: list[str]) -> None:
    assert _asked(action, method=method, query={part: [""]}) == [f"{each} {_OBJECT}" for each in expected]


def test_part_of_a_bucket_is_not_its_list() -> None:
    bucket = "arn:aws:s3:::b"
    assert _asked("ListBucket", bucket, query={"encryption": [""]}) == [f"s3:GetEncryptionConfiguration {bucket}"]
    assert _asked("DeleteBucket", bucket, "DELETE", query={"encryption": [""]}) == [
        f"s3:PutEncryptionConfiguration {bucket}"
    ]


def test_version_takes_another_right_wherever_it_is_named() -> None:
    assert _asked("GetObject", method="HEAD", query={"versionId": ["v"]}) == [f"s3:GetObjectVersion {_OBJECT}"]
    body = b"<Delete><Object><Key>k</Key><VersionId>v</VersionId></Object><Object><Key>l</Key></Object></Delete>"
    assert _asked("DeleteObject", "arn:aws:s3:::b", "POST", body=body) == [
        "s3:DeleteObjectVersion arn:aws:s3:::b/k",
        "s3:DeleteObject arn:aws:s3:::b/l",
    ]
    copied = {"x-amz-copy-source": "/b/raw/a?versionId=v"}
    assert _asked("PutObject", method="PUT", headers=copied)[1:] == ["s3:GetObjectVersion arn:aws:s3:::b/raw/a"]


def test_copied_object_is_the_one_that_is_named() -> None:
    copied = {"x-amz-copy-source": "b/raw/a%3Fb%2Bc", "x-amz-tagging-directive": "COPY"}
    assert _asked("PutObject", method="PUT", headers=copied) == [
        f"s3:PutObject {_OBJECT}",
        "s3:GetObject arn:aws:s3:::b/raw/a?b+c",
    ]


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ("X-Amz-Tagging", "PutObjectTagging"),
        ("x-amz-acl", "PutObjectAcl"),
        ("x-amz-grant-read", "PutObjectAcl"),
        ("x-amz-object-lock-mode", "PutObjectRetention"),
    ],
)
def test_what_is_put_beside_the_content_takes_its_own_right(header: str, right: str) -> None:
    assert _asked("PutObject", method="PUT", headers={header: "v"}) == [
        f"s3:PutObject {_OBJECT}",
        f"s3:{right} {_OBJECT}",
    ]


@pytest.mark.parametrize("action", ["ListBucket", "ListBucketVersions"])
def test_list_is_asked_for_with_its_prefix(action: str) -> None:
    asked = _questions(action, "arn:aws:s3:::b", "GET", query={"prefix": ["raw/"]})
    assert asked == [Question(f"s3:{action}", "arn:aws:s3:::b", {"s3:prefix": "raw/"})]
