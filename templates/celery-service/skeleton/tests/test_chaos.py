"""Everything at once, at random moments, and no task is lost."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import QUEUES

import behaviour_tasks
from behaviour_tasks import die, nap
from support import Worker, eventually, unfinished, waiting

pytestmark = pytest.mark.slow

QUEUE = QUEUES[0]
NAPS, DEATHS, WORKERS = 150, 5, 3
#: The same disorder each time.
SEED = 7
#: Messages of a worker that was killed come back after six seconds.
SETTINGS = {
    "WORKER_CONCURRENCY": "2",
    "REMAP_SIGTERM": "SIGQUIT",
    "TASK_SOFT_TIME_LIMIT_SECONDS": "4",
    "TASK_TIME_LIMIT_SECONDS": "5",
    "VISIBILITY_TIMEOUT_SECONDS": "6",
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
        match chance.choice(["killed", "stopped", "cut off"]):
            case "killed":
                workers[victim].kill()
                workers[victim] = start()
            case "stopped":
                os.kill(workers[victim].process.pid, signal.SIGTERM)
                workers[victim] = start()
            case _:
                broker.client_kill_filter(_type="normal", skipme=True)
        time.sleep(chance.uniform(0.2, 1.0))

    eventually(lambda: len(ended()) == NAPS + DEATHS, "all are done", within=90)
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left", within=60)
    assert waiting(broker, QUEUE) == []
