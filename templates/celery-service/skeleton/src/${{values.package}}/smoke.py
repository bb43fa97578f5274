"""Proves that a queue's workers work: a task leaves a mark, somebody looks for it.

A roll-out that is complete proves nothing while there are no workers.
"""

import time
import uuid

from .celery_app import app
from .queues import KEY_PREFIX
from .redis_client import connect

#: Seconds after which a mark that nobody looked for is gone.
MARK_LIFETIME = 3600
#: Seconds between two looks.
PAUSE = 1.0


@app.task
def leave_mark(mark: str) -> None:
    """Do nothing but show that it ran."""
    with connect() as client:
        client.set(key(mark), "done", ex=MARK_LIFETIME)


def key(mark: str) -> str:
    """Return where a mark is."""
    return f"{KEY_PREFIX}smoke.{mark}"


def prove(queue: str, patience: float) -> float | None:
    """Send a task and wait until it ran.

    Returns:
        How many seconds it took, or nothing if it did not run in time.
    """
    mark = uuid.uuid4().hex
    started = time.monotonic()
    leave_mark.apply_async((mark,), queue=queue)
    with connect() as client:
        while not client.exists(key(mark)):
            if time.monotonic() - started > patience:
                return None
            time.sleep(PAUSE)
    return time.monotonic() - started
