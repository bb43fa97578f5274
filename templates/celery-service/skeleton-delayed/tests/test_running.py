"""KEDA counts the tasks that run, and nothing that happens to the count harms them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from ${{ values.package }} import SERVICE, running
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES

import behaviour_tasks
from behaviour_tasks import nap
from support import REPOSITORY, Manifest, Worker, eventually, triggers, unfinished

pytestmark = pytest.mark.slow

QUEUE = QUEUES[0]
RUNNING = running.running_key(QUEUE)

StartWorker = Callable[..., Worker]


@pytest.fixture
def start(start_worker: StartWorker, tmp_path: Path) -> StartWorker:
    def start_one(**env: str) -> Worker:
        notes = str(tmp_path / "notes")
        return start_worker(
            QUEUE, include=behaviour_tasks, NOTES=notes, WORKER_CONCURRENCY="2", **env
        )

    return start_one


@pytest.fixture
def user_without_a_right(broker: redis.Redis) -> Iterator[dict[str, str]]:
    """Return the variables of a worker that may keep no set of running tasks."""
    _, name, *rules = (REPOSITORY / "deploy" / "users.acl").read_text().split()
    broker.execute_command("ACL", "SETUSER", name, *rules, "-zremrangebyscore")
    yield {"REDIS_USERNAME": SERVICE, "REDIS_PASSWORD": "PASSWORD"}
    broker.acl_deluser(name)


def send(name: str, seconds: float, **options: Any) -> str:
    return str(nap.apply_async((name, seconds), queue=QUEUE, **options).id)


def reported(broker: redis.Redis) -> set[str]:
    """Return the tasks in the set, without the worker's name."""
    return {str(member).rpartition("/")[2] for member in broker.zrange(RUNNING, 0, -1)}


@pytest.mark.parametrize("queue", QUEUES)
def test_keda_counts_the_set_that_the_workers_keep(
    queue: str, scaled_objects: dict[str, Manifest]
) -> None:
    watched = triggers(scaled_objects[queue])

    if "held" in watched:
        assert watched["running"]["listName"] == running.running_key(queue)


def test_only_what_runs_is_in_the_set(broker: redis.Redis, start: StartWorker) -> None:
    worker = start()
    delayed = send("delayed", 2.0, countdown=6)
    eventually(lambda: unfinished(broker, QUEUE) == 1, "the worker holds it")
    now = send("now", 2.0)

    eventually(lambda: reported(broker) == {now}, "what runs is in the set")
    [report] = broker.zrange(RUNNING, 0, -1)
    until = broker.zscore(RUNNING, str(report)) or 0.0
    eventually(lambda: reported(broker) == {delayed}, "what is due follows it")
    # Not only because the report of the first no longer holds.
    assert time.time() < until
    eventually(lambda: worker.succeeded() == 2, "both are done")
    eventually(lambda: not broker.exists(RUNNING), "the set is empty")


def test_a_worker_that_stops_leaves_the_set_while_its_task_goes_on(
    broker: redis.Redis, start: StartWorker
) -> None:
    worker = start()
    send("last", 4.0)
    eventually(lambda: bool(reported(broker)), "it is in the set")

    worker.process.terminate()

    eventually(lambda: not reported(broker), "it has left the set")
    assert worker.succeeded() == 0
    assert worker.process.wait(30) == 0
    assert worker.succeeded() == 1


def test_what_a_dead_worker_left_goes_away(broker: redis.Redis, start: StartWorker) -> None:
    worker = start()
    send("cut off", 60.0)
    eventually(lambda: bool(reported(broker)), "it is in the set")

    worker.kill()

    # With no worker, Redis deletes the set; else any worker removes the entry.
    assert 0 < broker.ttl(RUNNING) <= 2 * running.LIFETIME
    broker.zadd(RUNNING, {"dead@pod/task": time.time() - 1})
    broker.persist(RUNNING)
    start()
    eventually(lambda: "task" not in reported(broker), "another worker removed it")


def test_a_right_that_lacks_harms_no_task(
    broker: redis.Redis, start: StartWorker, user_without_a_right: dict[str, str]
) -> None:
    worker = start(**user_without_a_right)
    for number in range(4):
        send(str(number), 1.5)

    eventually(lambda: worker.succeeded() == 4, "all are done")

    assert not broker.exists(RUNNING)
    assert worker.log.read_text().count("KEDA does not see the running tasks") == 1


def test_nor_does_a_key_of_another_type(broker: redis.Redis, start: StartWorker) -> None:
    broker.set(RUNNING, "in the way")
    worker = start()
    send("anyway", 1.5)

    eventually(lambda: worker.succeeded() == 1, "it is done")

    assert "WRONGTYPE" in worker.log.read_text()
    broker.delete(RUNNING)
    again = send("again", running.PAUSE + 3)
    eventually(lambda: reported(broker) == {again}, "the set is kept again")


def test_a_report_that_fails_again_and_again_is_one_line(
    broker: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    broker.set(running.running_key(None), "in the way")
    step = running.RunningSetStep(None)

    for _ in range(3):
        step.report({"worker/task"})

    assert len(caplog.records) == 1


def test_an_own_set_for_each_of_several_queues() -> None:
    keys = {running.running_key(queue) for queue in QUEUES}

    assert len(keys) == len(QUEUES)
    assert all(key.startswith(f"{KEY_PREFIX}running") for key in keys)
