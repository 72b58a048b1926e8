"""A connector that was not told a value, since it did not change, writes a word in its place: keep what there is.

PostgreSQL's log leaves out unchanged TOAST values, Oracle's unchanged LOBs.
"""

import base64
import hashlib
import json
import uuid


def forms(word: str) -> list[str]:
    """The word as Debezium writes it into columns of each kind, as text of the column."""
    told = word.encode()
    signed = [byte - 256 if byte > 127 else byte for byte in told]
    as_uuid = str(uuid.UUID(bytes=hashlib.md5(told, usedforsecurity=False).digest(), version=3))
    binary = [base64.b64encode(told).decode(), base64.urlsafe_b64encode(told).decode(), told.hex()]
    arrays = [[word], [binary[0]], [as_uuid], signed, [float(byte) for byte in signed], [byte != 0 for byte in signed]]
    lists = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in arrays]
    return sorted({word, *binary, *lists, json.dumps({word: word}, separators=(",", ":"), ensure_ascii=False)})
