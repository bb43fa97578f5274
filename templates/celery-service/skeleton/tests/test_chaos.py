"""Workers that stop, processes that die, connections that break, at random moments.

Not a worker that is killed without warning, nor a connection that takes a
message with it: what that may cost at the worst of moments is in the README,
and a test that meets it once in a thousand times would be of no use.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import QUEUES

import behaviour_tasks
from behaviour_tasks import die, nap
from support import Worker, drop_connections, eventually, unfinished, waiting

pytestmark = pytest.mark.slow

QUEUE = QUEUES[0]
NAPS, DEATHS, WORKERS = 150, 5, 3
#: The same disorder each time.
SEED = 7
#: A message that nobody answered for comes back after 20 s.
SETTINGS = {
    "WORKER_CONCURRENCY": "2",
    "REMAP_SIGTERM": "SIGQUIT",
    "TASK_SOFT_TIME_LIMIT_SECONDS": "15",
    "TASK_TIME_LIMIT_SECONDS": "16",
    "VISIBILITY_TIMEOUT_SECONDS": "20",
    "SOFT_SHUTDOWN_TIMEOUT_SECONDS": "1",
    "RESTORE_INTERVAL_SECONDS": "1",
}


def test_none_is_lost_whatever_happens(
    broker: redis.Redis, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    chance = random.Random(SEED)  # noqa: S311  (nothing is guarded by it)

    def start() -> Worker:
        return start_worker(QUEUE, include=behaviour_tasks, NOTES=str(notes), **SETTINGS)

    def ended() -> set[str]:
        lines = notes.read_text().splitlines() if notes.exists() else []
        return {line for line in lines if line.startswith("end ")}

    with app.producer_or_acquire() as producer:
        for number in range(NAPS):
            nap.apply_async((str(number), 0.3), queue=QUEUE, producer=producer)
        for number in range(DEATHS):
            # Its process dies once, in the midst of the others.
            die.apply_async((f"dying-{number}", 1), queue=QUEUE, producer=producer)
    workers = [start() for _ in range(WORKERS)]

    while len(ended()) < NAPS * 3 // 4:
        victim = chance.randrange(WORKERS)
        if chance.random() < 0.5:
            workers[victim].process.terminate()
            workers[victim] = start()
        else:
            drop_connections(broker)
        time.sleep(chance.uniform(0.2, 1.0))

    eventually(lambda: len(ended()) == NAPS + DEATHS, "all are done", within=90)
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left", within=60)
    assert waiting(broker, QUEUE) == []
