"""
Asks the run to look for a topic, or to read it up to its end into its relation, as the role of its external schema.

A `POST` with the members of `Topic` and with `read`. An answer other than 200 is an error in the words of its body.
"""

import json
from dataclasses import asdict, dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from redshift_data.workgroups import Workgroup

_TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Topic:
    schema: str
    topic: str
    # Bootstrap servers, as the external schema has them.
    uri: str
    # ARN of the role of the external schema.
    role: str


def require_topic(workgroup: Workgroup, topic: Topic) -> None:
    """:raises ValueError: where it is not there, or the role may not see it"""
    _ask(workgroup, topic, read=False)


def read_topic(workgroup: Workgroup, topic: Topic) -> None:
    """:raises ValueError: where it cannot be read"""
    _ask(workgroup, topic, read=True)


def _ask(workgroup: Workgroup, topic: Topic, read: bool) -> None:
    if workgroup.topics is None:
        return
    body = json.dumps({**asdict(topic), "read": read}).encode()
    request = Request(workgroup.topics, data=body, headers={"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=_TIMEOUT_SECONDS):
            pass
    except HTTPError as error:
        raise ValueError(error.read().decode()) from error
