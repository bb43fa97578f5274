import socket
import time
from typing import Any

import pytest
import redis
from kombu.exceptions import OperationalError

from ${{ values.package }} import producer, queues
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES
from ${{ values.package }}.tasks import work

from support import Manifest, triggers, waiting


@pytest.mark.parametrize("queue", QUEUES)
def test_tasks_reach_their_queue_only(
    broker: redis.Redis, queue: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert producer.main(["enqueue", "3", "--seconds", "1", "--queue", queue]) == 0

    sent = {name: len(waiting(broker, name)) for name in QUEUES}
    assert sent == {name: 3 if name == queue else 0 for name in QUEUES}
    assert f"Sent 3 tasks of 1 s to the queue {queue}" in capsys.readouterr().out


{% if values.prioritySteps.length > 1 %}
@pytest.mark.parametrize("priority", queues.PRIORITY_STEPS)
def test_a_priority_is_what_was_asked_for(broker: redis.Redis, priority: int) -> None:
    assert producer.main(["enqueue", "1", "--priority", str(priority)]) == 0

    [message] = waiting(broker, QUEUES[0])
    assert message["properties"]["priority"] == priority


{% endif %}
@pytest.mark.parametrize("queue", QUEUES)
def test_keda_counts_a_message_once_whatever_its_priority(
    broker: redis.Redis, queue: str, scaled_objects: dict[str, Manifest]
) -> None:
    for priority in range(10):
        work.apply_async(queue=queue, priority=priority)

    watched = triggers(scaled_objects[queue]).items()
    lists = [trigger["listName"] for name, trigger in watched if name.startswith("waiting")]
    assert sum(broker.llen(key) for key in lists) == 10
    assert all(broker.exists(key) for key in lists)


def test_a_message_has_the_limits_that_were_asked_for_and_no_others(broker: redis.Redis) -> None:
    work.apply_async(queue=QUEUES[0])
    work.apply_async(queue=QUEUES[0], time_limit=20, soft_time_limit=10)

    limits = [message["headers"]["timelimit"] for message in waiting(broker, QUEUES[0])]

    # The worker's own hold for the first.
    assert limits == [[20, 10], [None, None]]


def test_no_two_queues_share_a_binding() -> None:
    bindings = {(queue.exchange.name, queue.routing_key) for queue in queues.declared_queues()}

    assert bindings == {(name, name) for name in QUEUES}


def test_every_key_is_under_the_prefix(broker: redis.Redis) -> None:
    producer.main(["enqueue", "1"])

    assert all(key.startswith(KEY_PREFIX) for key in map(str, broker.scan_iter()))


def test_a_message_says_when_it_was_sent(broker: redis.Redis) -> None:
    before = time.time()

    producer.main(["enqueue", "1"])

    [message] = waiting(broker, QUEUES[0])
    assert before <= message["headers"]["sent_at"] <= time.time()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["enqueue"],
        ["enqueue", "0"],
        ["enqueue", "-1"],
        ["enqueue", "1.5"],
        ["enqueue", "many"],
        ["enqueue", "1", "--seconds", "-1"],
        ["enqueue", "1", "--seconds", "nan"],
        ["enqueue", "1", "--seconds", "inf"],
        ["enqueue", "1", "--queue", "nobody-s"],
    ],
)
def test_wrong_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        producer.main(arguments)

    assert exited.value.code == 2


@pytest.mark.usefixtures("broker")
def test_a_broker_that_goes_away_leaves_a_count(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    send, sent = work.apply_async, iter(range(2))

    def send_two(*args: Any, **kwargs: Any) -> object:
        if next(sent, None) is None:
            raise OperationalError("gone")
        return send(*args, **kwargs)

    monkeypatch.setattr(work, "apply_async", send_two)

    assert producer.main(["enqueue", "5"]) == 1
    assert "Only 2 of 5 tasks were sent." in capsys.readouterr().err


def test_a_task_longer_than_its_limit_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert producer.main(["enqueue", "1", "--seconds", "1e9"]) == 2

    assert "the soft time limit" in capsys.readouterr().err


def test_an_unreachable_broker_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    monkeypatch.setattr(app.conf, "broker_url", closed)
    monkeypatch.setattr(app.conf, "broker_write_url", closed)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)

    assert producer.main(["enqueue", "1"]) == 1

    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "cannot be used" in error
    assert "REDIS_HOST" in error
