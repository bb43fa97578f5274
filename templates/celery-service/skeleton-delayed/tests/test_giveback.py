"""Delayed tasks run once, and not all of them where they were held."""

import inspect
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from celery.worker.consumer import Consumer

from ${{ values.package }} import queues
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES

import behaviour_tasks
from behaviour_tasks import nap
from support import Worker, eventually

QUEUE = QUEUES[0]
UNACKED = KEY_PREFIX + queues.unacked_keys(QUEUE).get("unacked_key", "unacked")


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
def test_a_full_worker_leaves_due_tasks_to_others(
    broker: redis.Redis, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    variables = {"NOTES": str(tmp_path / "notes"), "WORKER_CONCURRENCY": "2"}
    first = start_worker(QUEUE, include=behaviour_tasks, **variables)
    for number in range(12):
        nap.apply_async((str(number), 1.0), queue=QUEUE, countdown=6)
    eventually(lambda: broker.hlen(UNACKED) == 12, "the only worker holds all")

    second = start_worker(QUEUE, include=behaviour_tasks, **variables)
    eventually(lambda: first.succeeded() + second.succeeded() == 12, "all are done", within=60)

    assert min(first.succeeded(), second.succeeded()) > 2
    lines = (tmp_path / "notes").read_text().splitlines()
    assert set(Counter(lines).values()) == {1}
    eventually(lambda: broker.hlen(UNACKED) == 0, "nothing is left")
