"""Work with a row in a database is done, whatever becomes of its message."""

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis
from kombu.exceptions import OperationalError

from ${{ values.package }} import outbox
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import QUEUES

import outbox_tasks
from outbox_tasks import pay
from support import Worker, eventually, unfinished, waiting

QUEUE = QUEUES[0]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Return a connection to the service's database, which workers have, too."""
    file = tmp_path / "orders.db"
    monkeypatch.setenv("DATABASE", str(file))
    with closing(outbox_tasks.connect()) as connection:
        connection.execute(outbox.TABLE)
        connection.execute("CREATE TABLE orders (number TEXT PRIMARY KEY, paid INTEGER NOT NULL)")
        yield connection


def place_order(database: sqlite3.Connection, number: str) -> str:
    with database:
        database.execute("INSERT INTO orders VALUES (?, 0)", (number,))
        return outbox.record(database, pay, number)


def payments(database: sqlite3.Connection, number: str) -> int:
    [times] = database.execute("SELECT paid FROM orders WHERE number = ?", (number,)).fetchone()
    return int(times)


@pytest.mark.slow
def test_a_message_that_dies_with_its_worker_is_made_up_for(
    broker: redis.Redis, database: sqlite3.Connection, start_worker: Callable[..., Worker]
) -> None:
    doomed = start_worker(QUEUE, include=outbox_tasks, DIES_WITH_ITS_FIRST_MESSAGE="1")
    place_order(database, "A1")
    assert outbox.relay(database) == 1

    assert doomed.process.wait(30) == -signal.SIGKILL
    # Redis has handed it out and no worker has noted it: the broker lost it.
    assert (waiting(broker, QUEUE), unfinished(broker, QUEUE)) == ([], 0)
    assert payments(database, "A1") == 0

    start_worker(QUEUE, include=outbox_tasks)
    with database:
        database.execute("UPDATE outbox SET due = 0")
    assert outbox.relay(database) == 1

    eventually(lambda: payments(database, "A1") == 1, "the order is paid")
    assert outbox.relay(database) == 0


def test_a_second_message_does_nothing(
    broker: redis.Redis, database: sqlite3.Connection, start_worker: Callable[..., Worker]
) -> None:
    place_order(database, "A1")
    for _ in range(3):
        outbox.relay(database, patience=0)
    assert len(waiting(broker, QUEUE)) == 3

    worker = start_worker(QUEUE, include=outbox_tasks)

    eventually(lambda: worker.succeeded() == 3, "all three ran")
    assert payments(database, "A1") == 1


@pytest.mark.usefixtures("broker")
def test_there_is_no_task_without_the_work_and_none_for_it_twice(
    database: sqlite3.Connection,
) -> None:
    place_order(database, "A1")
    with pytest.raises(sqlite3.IntegrityError):
        place_order(database, "A1")

    assert outbox.relay(database) == 1


@pytest.mark.usefixtures("broker")
def test_a_run_that_fails_leaves_the_row(database: sqlite3.Connection) -> None:
    row = place_order(database, "A1")

    with pytest.raises(ZeroDivisionError), database:
        assert outbox.finish(database, row)
        _ = 1 / 0

    pay.run(row, "A1")
    pay.run(row, "A1")
    assert payments(database, "A1") == 1


def test_what_could_not_be_sent_stays_due(
    broker: redis.Redis, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    place_order(database, "A1")
    with monkeypatch.context() as patch, pytest.raises(OperationalError):
        patch.setattr(app, "send_task", fail)
        outbox.relay(database)

    assert outbox.relay(database) == 1
    assert len(waiting(broker, QUEUE)) == 1


@pytest.mark.usefixtures("broker")
def test_each_time_it_waits_for_longer(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_order(database, "A1")
    sent_at = []
    for second in range(100):
        monkeypatch.setattr("time.time", lambda now=1e10 + second: now)
        if outbox.relay(database, patience=10):
            sent_at.append(second)

    assert sent_at == [0, 10, 30, 70]
