import json
import logging
import sys
from collections.abc import Callable

import pytest

from ${{ values.package }}.logging import JsonFormatter
from ${{ values.package }}.queues import QUEUES
from ${{ values.package }}.tasks import work

from support import Worker, eventually


def test_a_line_is_one_object_whatever_is_said() -> None:
    record = logging.LogRecord("a.b", logging.WARNING, "", 1, "two\nlines: %s", ("über",), None)

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines: über"
    assert json.loads(line)["level"] == "WARNING"


def test_an_exception_is_in_the_same_line() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "failed", (), sys.exc_info())

    line = json.loads(JsonFormatter().format(record))

    assert "ValueError: broken" in line["error"]


@pytest.mark.usefixtures("broker")
def test_a_worker_says_which_task(start_worker: Callable[..., Worker]) -> None:
    worker = start_worker(QUEUES[0], LOG_FORMAT="json")
    sent = work.apply_async((0.123456,), queue=QUEUES[0])

    eventually(lambda: worker.succeeded() == 1, "the task is done")

    # The banner comes before the log.
    lines = [json.loads(line) for line in worker.log.read_text().splitlines() if line[:1] == "{"]
    about = [line for line in lines if line.get("task_id") == sent.id]
    assert {line["task"] for line in about} == {work.name}
    [ended] = [line for line in about if " succeeded in " in line["message"]]
    assert ended["seconds"] >= 0.12
    assert "0.123456" not in worker.log.read_text()
