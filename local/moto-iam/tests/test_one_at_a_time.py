from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace

import pytest

from moto_iam.one_at_a_time import one_at_a_time


@pytest.mark.parametrize(("service", "together"), [("dynamodb", False), ("s3", True)])
def test_requests_to_one_service_never_meet(service: str, together: bool) -> None:
    meeting = Barrier(2, timeout=0.5)

    def answer(_request: object) -> bool:
        try:
            meeting.wait()
        except BrokenBarrierError:
            return False
        return True

    call_action = one_at_a_time(answer)
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(call_action, [SimpleNamespace(service_name=service)] * 2))
    assert answers == [together, together]
