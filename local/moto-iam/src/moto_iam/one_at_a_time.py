"""Requests to DynamoDB wait for each other, so that a condition and what is written on it are one."""

from collections.abc import Callable
from threading import Lock

from moto.core.responses import BaseResponse

_SERVICE = "dynamodb"


def one_at_a_time(answer: Callable[[BaseResponse], object]) -> Callable[[BaseResponse], object]:
    """
    A method in the place of moto's `call_action`. A table of moto is a dictionary: where threads share it, two of them
    meet the same condition, and one that reads all items ends when another adds one.
    """
    lock = Lock()

    def call_action(request: BaseResponse) -> object:
        if request.service_name != _SERVICE:
            return answer(request)
        with lock:
            return answer(request)

    return call_action
