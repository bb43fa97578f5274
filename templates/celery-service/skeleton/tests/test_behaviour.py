"""What the workers do when something goes wrong, on a real broker."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
import redis

from ${{ values.package }} import (
    failures,
    health,
    heartbeat,
    queues,
)
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import QUEUES

import behaviour_tasks
from behaviour_tasks import die, fail_once, linger, nap, overrun
from halfopen import HalfOpenProxy
from support import Worker, drop_connections, eventually, unfinished, waiting

StartWorker = Callable[..., Worker]

pytestmark = pytest.mark.slow

QUEUE = QUEUES[0]
#: Short enough for a test, and in the order that the settings want.
SHORT = {
    "TASK_SOFT_TIME_LIMIT_SECONDS": "3",
    "TASK_TIME_LIMIT_SECONDS": "4",
    "VISIBILITY_TIMEOUT_SECONDS": "6",
    "SOFT_SHUTDOWN_TIMEOUT_SECONDS": "1",
    "RESTORE_INTERVAL_SECONDS": "1",
}


class Notes:
    """What the tasks wrote down."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def count(self, event: str) -> Counter[str]:
        lines = self.file.read_text().split("\n") if self.file.exists() else []
        return Counter(line.partition(" ")[2] for line in lines if line.startswith(f"{event} "))

    def total(self, event: str) -> int:
        return self.count(event).total()


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "notes")


@pytest.fixture
def start(start_worker: StartWorker, notes: Notes) -> StartWorker:
    """Return what starts a worker that knows the tasks of the tests, too."""

    def start_one(**env: str) -> Worker:
        variables = {"NOTES": str(notes.file), "WORKER_CONCURRENCY": "2", **env}
        return start_worker(QUEUE, include=behaviour_tasks, **variables)

    return start_one


def send_naps(count: int, seconds: float) -> None:
    with app.producer_or_acquire() as producer:
        for number in range(count):
            nap.apply_async((str(number), seconds), queue=QUEUE, producer=producer)


def ended_more_than(notes: Notes, count: int) -> bool:
    return notes.total("end") > count


def test_the_four_that_belong_together_are_what_was_tested() -> None:
    pinned = dict(
        line.split(" ")[0].replace("[redis]", "").split("==")
        for line in (Path(__file__).parent.parent / "requirements.in").read_text().splitlines()
        if "==" in line and not line.startswith("#")
    )

    assert set(pinned) == {"celery", "kombu", "billiard", "redis"}
    assert {name: version(name) for name in pinned} == pinned


def test_tasks_that_are_put_back_run_again_and_once(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    first = start(SOFT_SHUTDOWN_TIMEOUT_SECONDS="1", REMAP_SIGTERM="SIGQUIT")
    for name in ("one", "two"):
        linger.apply_async((name,), queue=QUEUE)
    send_naps(2, 0.1)
    eventually(lambda: notes.total("known") == 2, "two tasks run")

    assert first.terminate() == 0
    assert (len(waiting(broker, QUEUE)), unfinished(broker, QUEUE)) == (4, 0)

    start()
    eventually(lambda: notes.total("end") == 4, "all are done")
    assert set(notes.count("end").values()) == {1}


def test_a_busy_worker_that_stops_loses_nothing(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    send_naps(200, 0.02)
    for stops, ended in enumerate((10, 60), start=1):
        worker = start()
        eventually(partial(ended_more_than, notes, ended), "it works")
        assert worker.terminate() == 0
        # On a slow machine a task may have ended unheard, which is put back:
        # at each stop no more than the worker has slots.
        left = len(waiting(broker, QUEUE))
        assert 200 <= notes.total("end") + left <= 200 + 2 * stops
        assert len(notes.count("end")) + left >= 200
        assert unfinished(broker, QUEUE) == 0


def test_others_take_over_from_a_worker_that_dies(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    first = start(**SHORT)
    for name in ("one", "two"):
        linger.apply_async((name,), queue=QUEUE)
    eventually(lambda: notes.total("start") == 2, "two tasks run")

    first.kill()
    # Starts before their messages are due: it has to look again later.
    start(**SHORT)

    eventually(lambda: notes.total("end") == 2, "both are done by the other")
    # They keep when they were first sent.
    assert set(notes.count("sent").values()) == {2}
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left")


def test_a_task_whose_process_dies_runs_again(start: StartWorker, notes: Notes) -> None:
    start()

    die.apply_async(("once", 1), queue=QUEUE)

    eventually(lambda: notes.total("end") == 1, "it is done")
    assert notes.total("start") == 2


def test_a_task_that_always_dies_is_given_up(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    worker = start()

    die.apply_async(("always", 99), queue=QUEUE)
    nap.apply_async(("next", 0.1), queue=QUEUE)

    # One retry is what this task has.
    eventually(lambda: notes.total("start") == 3, "two tries, and the next task")
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left")
    assert waiting(broker, QUEUE) == []
    assert notes.count("start") == {"always": 2, "next": 1}
    assert "Worker exited prematurely" in worker.log.read_text()
    eventually(lambda: len(failures.kept()) == 1, "it is kept")
    [given_up] = failures.kept().values()
    assert (given_up.args, given_up.error) == (["always", 99], "WorkerLostError")


def test_a_task_that_fails_for_a_moment_is_tried_again(start: StartWorker, notes: Notes) -> None:
    start()

    fail_once.apply_async(("flaky",), queue=QUEUE)

    eventually(lambda: notes.total("end") == 1, "it is done")
    assert notes.total("start") == 2
    assert set(notes.count("sent").values()) == {2}


def test_dropped_connections_cost_nothing(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    worker = start()
    send_naps(12, 1.0)
    for _ in range(3):
        eventually(lambda: unfinished(broker, QUEUE) == 2, "two tasks run")
        drop_connections(broker)
        time.sleep(1)
        assert unfinished(broker, QUEUE) <= 2

    eventually(lambda: notes.total("end") == 12, "all are done")
    assert set(notes.count("start").values()) == {1}
    worker.heartbeat.unlink()
    eventually(worker.heartbeat.exists, "the worker still beats")
    started = time.monotonic()
    assert worker.terminate() == 0
    assert time.monotonic() - started < 10


def test_a_worker_that_stops_ends_its_task_in_silence(start: StartWorker, notes: Notes) -> None:
    worker = start(
        TASK_SOFT_TIME_LIMIT_SECONDS="60",
        TASK_TIME_LIMIT_SECONDS="61",
        VISIBILITY_TIMEOUT_SECONDS="90",
        SOFT_SHUTDOWN_TIMEOUT_SECONDS="1",
        TERMINATION_GRACE_PERIOD_SECONDS="100",
    )
    nap.apply_async(("long", 2 * heartbeat.INTERVAL), queue=QUEUE)
    eventually(lambda: notes.total("start") == 1, "it runs")

    assert worker.terminate() == 0

    assert notes.total("end") == 1
    # It takes no messages meanwhile, and does not look as if it did.
    assert time.time() - worker.heartbeat.stat().st_mtime > heartbeat.INTERVAL


def test_a_worker_that_stands_still_is_not_alive(
    start: StartWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = start()
    monkeypatch.setenv("HEARTBEAT_FILE", str(worker.heartbeat))
    monkeypatch.setenv("LIVENESS_LIMIT_SECONDS", str(2 * heartbeat.INTERVAL))
    assert health.main(["alive"]) == 0

    worker.process.send_signal(signal.SIGSTOP)
    eventually(lambda: health.main(["alive"]) == 1, "it is seen")

    worker.process.send_signal(signal.SIGCONT)
    eventually(lambda: health.main(["alive"]) == 0, "it is well again")


def test_the_hard_limit_holds_after_a_dropped_connection(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    start(**SHORT)
    overrun.apply_async(("endless",), queue=QUEUE)
    eventually(lambda: notes.total("start") == 1, "it runs")

    drop_connections(broker)

    eventually(lambda: len(failures.kept()) == 1, "it was ended")
    assert [failure.error for failure in failures.kept().values()] == ["TimeLimitExceeded"]
    eventually(lambda: unfinished(broker, QUEUE) == 0, "nothing is left")


def test_a_connection_that_the_network_forgot_costs_no_task(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    proxy = HalfOpenProxy("127.0.0.1", int(os.environ["REDIS_PORT"]))
    try:
        start(REDIS_PORT=str(proxy.port))
        send_naps(1, 0.1)
        eventually(lambda: notes.total("end") == 1, "it works")

        proxy.forget()
        # What Redis had already promised to the old connection has run out.
        time.sleep(2)
        nap.apply_async(("after", 0.1), queue=QUEUE)

        eventually(lambda: notes.total("end") == 2, "the next task is done", within=90)
    finally:
        proxy.close()


def test_delayed_tasks_go_back_when_their_worker_stops(
    broker: redis.Redis, start: StartWorker
) -> None:
    worker = start()
    for number in range(20):
        nap.apply_async((str(number), 0.1), queue=QUEUE, countdown=600)
    eventually(lambda: unfinished(broker, QUEUE) == 20, "the worker holds them")
    assert len(waiting(broker, QUEUE)) == 0

    assert worker.terminate() == 0

    assert (len(waiting(broker, QUEUE)), unfinished(broker, QUEUE)) == (20, 0)


{% if values.prioritySteps.length > 1 %}
@pytest.mark.usefixtures("broker")
def test_the_most_urgent_task_runs_first(start: StartWorker, notes: Notes) -> None:
    for priority in reversed(queues.PRIORITY_STEPS):
        nap.apply_async((str(priority), 0.1), queue=QUEUE, priority=priority)

    start(WORKER_CONCURRENCY="1")

    eventually(lambda: notes.total("end") == len(queues.PRIORITY_STEPS), "all are done")
    assert [int(name) for name in notes.count("start")] == queues.PRIORITY_STEPS


{% endif %}
def test_a_message_keeps_when_it_was_first_sent(
    broker: redis.Redis, start: StartWorker, notes: Notes
) -> None:
    linger.apply_async(("kept",), queue=QUEUE)
    sent_at = waiting(broker, QUEUE)[0]["headers"]["sent_at"]
    worker = start(SOFT_SHUTDOWN_TIMEOUT_SECONDS="1", REMAP_SIGTERM="SIGQUIT")
    eventually(lambda: notes.total("known") == 1, "it runs")

    assert worker.terminate() == 0

    [message] = waiting(broker, QUEUE)
    assert message["headers"]["sent_at"] == sent_at
    assert message["headers"]["redelivered"] is True


def test_settings_are_in_force() -> None:
    options = app.conf.broker_transport_options

    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_disable_prefetch
    assert app.conf.worker_prefetch_multiplier == 1
    assert not app.conf.task_create_missing_queues
    assert app.conf.accept_content == ["json"]
    # A connection that times out and is not tried again has lost its message.
    assert options["socket_timeout"]
    assert options["retry_on_timeout"]
    # Else messages of a dead worker wait for ten times as long.
    assert options["unacked_restore_throttle"] == 1
    assert options["global_keyprefix"] == queues.KEY_PREFIX
    assert options["priority_steps"] == queues.PRIORITY_STEPS
