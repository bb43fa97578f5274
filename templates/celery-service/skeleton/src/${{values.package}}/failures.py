"""Tasks that were given up, kept until somebody looks.

When a task fails for good, after its retries or at the hard time limit, the
broker forgets it. Here it is kept with its arguments, so that it can be sent
again once the cause is gone: `producer failed` and `producer resend`.
"""

import json
import logging
import time
from typing import Any, NamedTuple

from celery import Task
from celery.signals import task_failure
from redis.exceptions import RedisError

from .queues import DEFAULT_QUEUE, KEY_PREFIX
from .redis_client import connect
from .settings import load_settings

#: What is kept, by the task's id.
KEY = f"{KEY_PREFIX}failed"
#: More are in the log only: a broker's memory is for work.
MOST = 1000

logger = logging.getLogger(__name__)


class Failure(NamedTuple):
    """A task that was given up."""

    task: str
    queue: str
    args: list[Any]
    kwargs: dict[str, Any]
    error: str
    at: float


@task_failure.connect
def keep(
    sender: Task[Any, Any], task_id: str, exception: Exception, args: Any, kwargs: Any, **_: object
) -> None:
    """Keep a task that failed for good."""
    failure = Failure(
        sender.name,
        load_settings().worker_queue or DEFAULT_QUEUE,
        list(args or ()),
        dict(kwargs or {}),
        type(exception).__name__,
        time.time(),
    )
    try:
        with connect() as client:
            if client.hlen(KEY) < MOST:
                client.hset(KEY, task_id, json.dumps(failure._asdict()))
                return
    except RedisError as error:
        logger.error("%s[%s] could not be kept: %s", sender.name, task_id, error)
        return
    logger.error("%s[%s] was not kept: there are %d already", sender.name, task_id, MOST)


def kept() -> dict[str, Failure]:
    """Return the tasks that were given up by id, the oldest first."""
    with connect() as client:
        entries: dict[bytes, bytes] = client.hgetall(KEY)
    failures = {id_.decode(): Failure(**json.loads(text)) for id_, text in entries.items()}
    return dict(sorted(failures.items(), key=lambda entry: entry[1].at))


def resend(task_id: str, failure: Failure) -> None:
    """Send a task again, and then forget that it failed."""
    from .celery_app import app

    app.send_task(failure.task, failure.args, failure.kwargs, queue=failure.queue)
    with connect() as client:
        client.hdel(KEY, task_id)
