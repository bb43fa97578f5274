"""Delayed tasks run once, when they are due, and not all of them where they were held."""

import inspect
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from celery.worker.consumer import Consumer

from ${{ values.package }} import queues
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import QUEUES

import behaviour_tasks
from behaviour_tasks import nap
from support import Worker, eventually, unfinished

QUEUE = QUEUES[0]
DELAY = 6.0


def test_it_is_in_force() -> None:
    assert app.conf.worker_consumer == f"{queues.__package__}.giveback:GiveBack"


def test_celery_still_does_what_is_done_instead() -> None:
    lines = inspect.getsource(Consumer.apply_eta_task).split("\n")

    assert [line.strip() for line in lines if line.strip()][2:] == [
        "task_reserved(task)",
        "self.on_task_request(task)",
        "self.qos.decrement_eventually()",
    ]


@pytest.mark.slow
def test_due_tasks_run_once_on_whichever_worker_is_free(
    broker: redis.Redis, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    variables = {"NOTES": str(notes), "WORKER_CONCURRENCY": "2"}
    first = start_worker(QUEUE, include=behaviour_tasks, **variables)
    due = time.time() + DELAY
    for number in range(12):
        nap.apply_async((str(number), 1.0), queue=QUEUE, countdown=DELAY)
    eventually(lambda: unfinished(broker, QUEUE) == 12, "the only worker holds all")
    second = start_worker(QUEUE, include=behaviour_tasks, **variables)

    eventually(notes.exists, "the first of them starts")
    assert time.time() >= due
    # Long before the messages would be delivered again because nobody answers.
    eventually(lambda: first.succeeded() + second.succeeded() == 12, "all are done")

    assert min(first.succeeded(), second.succeeded()) > 2
    assert set(Counter(notes.read_text().splitlines()).values()) == {1}
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left")
