"""Work that Spark does beside other work of the same job: planning and small commits leave the executors idle."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from pyspark import inheritable_thread_target

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Future[T]]:
    """Begins the work; the end of the block waits for it. Its `result()` raises what the work raised.

    A block that ends well raises it as well, so that nothing fails unseen.
    """
    with ThreadPoolExecutor(1) as thread:
        # With the properties of this thread: who stops a stream stops the jobs of its batch by them.
        begun = thread.submit(inheritable_thread_target(work))
        yield begun
        begun.result()
