"""The tasks that really run, as a set on the broker that KEDA counts.

A worker also holds the messages of delayed tasks until they are due. Nothing
on the broker tells those from the ones that run, so a service full of sleeping
tasks would look busy. Each worker therefore says every second which tasks its
processes execute, and for how long that holds.
"""

import logging
import time
from typing import Any

from celery import bootsteps
from celery.worker import state
from redis.exceptions import RedisError

from .queues import KEY_PREFIX, QUEUES
from .redis_client import connect
from .settings import load_settings

#: Seconds between two reports.
INTERVAL = 1.0
#: Seconds that a report holds: tasks of a worker that died leave the set then.
LIFETIME = 15
#: Seconds without a report after one that failed, so that a broker that hangs
#: does not hold up the worker.
PAUSE = 5.0
#: Seconds between two warnings of the same thing.
WARNING_INTERVAL = 60.0

logger = logging.getLogger(__name__)


def running_key(queue: str | None) -> str:
    """Return the set of a queue's running tasks; with one queue there is one set."""
    only = queue is None or len(QUEUES) == 1
    return f"{KEY_PREFIX}running" if only else f"{KEY_PREFIX}running.{queue}"


class RunningSetStep(bootsteps.StartStopStep):
    """Reports the running tasks while the worker consumes.

    A worker that stops leaves the set at once, though its tasks go on: they
    are no load for the workers that stay. And no report that fails ever
    touches a task.
    """

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        """Keep the place of the timer."""
        super().__init__(parent, **kwargs)
        self.key = running_key(load_settings().worker_queue)
        # Connections of its own: an error here is none of the consumer's.
        self.client = connect(timeout=1)
        self.timer: Any = None
        self.reported: set[str] = set()
        self.next_report = 0.0
        self.next_warning = 0.0

    def start(self, parent: Any) -> None:
        """Report regularly."""
        self.timer = parent.timer.call_repeatedly(INTERVAL, self.tick, (parent.hostname,))

    def stop(self, parent: Any) -> None:
        """Report that nothing runs here: the worker stops or has lost the broker."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
            self.report(set())
            self.client.close()

    def tick(self, hostname: str) -> None:
        """Report what the processes of this worker execute."""
        if time.monotonic() >= self.next_report:
            self.report({f"{hostname}/{request.id}" for request in state.active_requests})

    def report(self, tasks: set[str]) -> None:
        """Replace what this worker reported before, or say why that failed."""
        now = time.time()
        ended = self.reported - tasks
        try:
            with self.client.pipeline() as pipe:
                # Whoever lives removes what the dead have left.
                pipe.zremrangebyscore(self.key, "-inf", now)
                if ended:
                    pipe.zrem(self.key, *ended)
                if tasks:
                    pipe.zadd(self.key, dict.fromkeys(tasks, now + LIFETIME))
                    pipe.expire(self.key, 2 * LIFETIME)
                pipe.execute()
        except (RedisError, OSError) as error:
            self.reported |= tasks
            self.next_report = time.monotonic() + PAUSE
            self._warn(error)
        else:
            self.reported = tasks

    def _warn(self, error: Exception) -> None:
        if time.monotonic() >= self.next_warning:
            self.next_warning = time.monotonic() + WARNING_INTERVAL
            logger.warning("KEDA does not see the running tasks: %s", error)
