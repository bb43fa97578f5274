import time

import pytest
import redis

from ${{ values.package }} import failures, producer
from ${{ values.package }}.queues import QUEUES
from ${{ values.package }}.tasks import work

from support import waiting


def give_up(task_id: str, seconds: float = 1.0) -> None:
    failures.keep(work, task_id, ValueError("secret"), (seconds,), {}, signal=None)


def test_a_task_that_was_given_up_can_be_sent_again(
    broker: redis.Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    give_up("first", 1.5)
    give_up("second", 2.5)

    assert producer.main(["resend", "first"]) == 0
    assert capsys.readouterr().out == "Sent 1 again.\n"
    [message] = waiting(broker, QUEUES[0])
    assert message["headers"]["task"] == work.name
    assert message["headers"]["argsrepr"] == "[1.5]"
    assert [*failures.kept()] == ["second"]

    assert producer.main(["resend"]) == 0
    assert len(waiting(broker, QUEUES[0])) == 2
    assert failures.kept() == {}


@pytest.mark.usefixtures("broker")
def test_they_are_listed_without_what_they_were_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    give_up("one", 123456.0)

    assert producer.main(["failed"]) == 0

    [line] = capsys.readouterr().out.splitlines()
    assert line.split() == ["one", *line.split()[1:4], QUEUES[0], work.name, "ValueError"]
    assert "123456" not in line


@pytest.mark.usefixtures("broker")
def test_one_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    give_up("one")

    assert producer.main(["resend", "one", "two"]) == 2

    assert capsys.readouterr().err == "No such task was given up: two.\n"
    assert [*failures.kept()] == ["one"]


@pytest.mark.usefixtures("broker")
def test_not_more_than_some_are_kept(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(failures, "MOST", 2)

    for number in range(3):
        give_up(str(number))
        time.sleep(0.01)

    assert [*failures.kept()] == ["0", "1"]
    assert f"{work.name}[2] was not kept" in caplog.text
