"""Who sent a request."""

import re
from collections.abc import Mapping

_KEY = re.compile(r"Credential=([^/]+)/")


def access_key_of(headers: Mapping[str, str]) -> str:
    """Each role has one access key, so it stands for the role."""
    found = _KEY.search(headers.get("Authorization", ""))
    return found[1] if found else ""
