import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from ${{ values.package }} import SERVICE, failures, producer
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES
from ${{ values.package }}.tasks import work

from support import (
    REPOSITORY,
    Manifest,
    Worker,
    drop_connections,
    eventually,
    triggers,
    unfinished,
    waiting,
)

StartWorker = Callable[..., Worker]


def enqueue(tasks: int, seconds: float, queue: str) -> None:
    for _ in range(tasks):
        work.apply_async((seconds,), queue=queue)


@pytest.mark.parametrize("queue", QUEUES)
def test_a_worker_does_its_work_and_holds_no_more_than_it_runs(
    broker: redis.Redis, start_worker: StartWorker, queue: str
) -> None:
    enqueue(5, 1.0, queue)

    worker = start_worker(queue, WORKER_CONCURRENCY="2")

    eventually(lambda: unfinished(broker, queue) == 2, "two tasks run")
    assert len(waiting(broker, queue)) == 3
    eventually(lambda: len(waiting(broker, queue)) + unfinished(broker, queue) == 0, "all is done")
    eventually(lambda: worker.succeeded() == 5, "five tasks are in the log")


def test_a_worker_that_is_stopped_ends_its_tasks_and_leaves_the_rest(
    broker: redis.Redis, start_worker: StartWorker
) -> None:
    queue = QUEUES[0]
    worker = start_worker(queue, WORKER_CONCURRENCY="2")
    enqueue(4, 3.0, queue)
    eventually(lambda: unfinished(broker, queue) == 2, "two tasks run")

    assert worker.terminate() == 0

    # Each of the two that was about to start, or to be acknowledged, may be among
    # those put back: it runs once more, and none is missing.
    assert worker.succeeded() in (1, 2)
    assert 4 <= worker.succeeded() + len(waiting(broker, queue)) <= 6
    assert unfinished(broker, queue) == 0


def test_the_work_of_a_worker_that_dies_is_done_by_the_next(
    broker: redis.Redis, start_worker: StartWorker
) -> None:
    queue = QUEUES[0]
    limits = {
        "WORKER_CONCURRENCY": "2",
        "TASK_SOFT_TIME_LIMIT_SECONDS": "3",
        "TASK_TIME_LIMIT_SECONDS": "4",
        "VISIBILITY_TIMEOUT_SECONDS": "5",
        "SOFT_SHUTDOWN_TIMEOUT_SECONDS": "1",
    }
    enqueue(2, 2.0, queue)
    first = start_worker(queue, **limits)
    eventually(lambda: unfinished(broker, queue) == 2, "two tasks run")

    first.kill()
    assert (len(waiting(broker, queue)), unfinished(broker, queue)) == (0, 2)

    second = start_worker(queue, **limits)
    eventually(lambda: second.succeeded() == 2, "both are done again")
    eventually(lambda: unfinished(broker, queue) == 0, "nothing is left")


def test_a_task_shows_that_the_workers_work(
    broker: redis.Redis, start_worker: StartWorker, capsys: pytest.CaptureFixture[str]
) -> None:
    assert producer.main(["check", "--within", "0.1"]) == 1
    assert "No worker ran the task" in capsys.readouterr().err

    start_worker(QUEUES[0])

    assert producer.main(["check"]) == 0
    assert "A worker ran the task" in capsys.readouterr().out
    marks = [str(key) for key in broker.scan_iter(f"{KEY_PREFIX}smoke.*")]
    assert all(broker.ttl(mark) > 0 for mark in marks)


#: What KEDA asks for each of its triggers, whatever the type of the key.
COUNT = """
local count = {list = 'llen', hash = 'hlen', zset = 'zcard', set = 'scard'}
return redis.call(count[redis.call('type', KEYS[1]).ok] or 'llen', KEYS[1])
"""


@pytest.fixture
def own_user(broker: redis.Redis) -> Iterator[dict[str, str]]:
    """Return the variables of the user that `deploy/users.acl` describes."""
    _, *rules = (REPOSITORY / "deploy" / "users.acl").read_text().split()
    broker.execute_command("ACL", "SETUSER", *rules)
    broker.acl_log_reset()
    yield {"REDIS_USERNAME": SERVICE, "REDIS_PASSWORD": "PASSWORD"}
    broker.acl_deluser(SERVICE)


def test_the_rights_in_users_acl_are_enough_for_a_worker(
    broker: redis.Redis, start_worker: StartWorker, own_user: dict[str, str]
) -> None:
    # As it starts, works, loses its connection, fails, and stops.
    enqueue(3, 0.1, QUEUES[0])
    worker = start_worker(QUEUES[0], **own_user)
    eventually(lambda: worker.succeeded() == 3, "all is done")
    drop_connections(broker)
    enqueue(3, 1.2, QUEUES[0])
    eventually(lambda: worker.succeeded() == 6, "all is done again")
    work.apply_async(("no number",), queue=QUEUES[0])
    eventually(lambda: len(failures.kept()) == 1, "one was given up")

    assert worker.terminate() == 0
    assert broker.acl_log() == []


def test_they_are_enough_for_who_sends_and_for_keda(
    broker: redis.Redis,
    start_worker: StartWorker,
    own_user: dict[str, str],
    scaled_objects: dict[str, Manifest],
    tmp_path: Path,
) -> None:
    failures.keep(work, "id", ValueError(), (0.1,), {})
    start_worker(QUEUES[0])
    for command in (["check"], ["enqueue", "2", "--seconds", "0"], ["failed"], ["resend"]):
        subprocess.run(
            [sys.executable, "-m", producer.__name__, *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **own_user},
            check=True,
        )
    with redis.Redis.from_url(
        app.conf.broker_url, username=SERVICE, password=own_user["REDIS_PASSWORD"]
    ) as keda:
        for scaled_object in scaled_objects.values():
            for watched in triggers(scaled_object).values():
                assert keda.eval(COUNT, 1, watched["listName"]) is not None

    assert broker.acl_log() == []
