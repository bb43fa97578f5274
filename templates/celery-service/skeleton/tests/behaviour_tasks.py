"""Tasks that misbehave, for the tests. Each writes down what it does."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import current_task

from ${{ values.package }}.celery_app import ServiceTask, app
from ${{ values.package }}.outages import PersistentRequest


def note(event: str, name: str) -> None:
    """Add a line to the file that the test reads; short lines stay whole."""
    with Path(os.environ["NOTES"]).open("a") as notes:
        notes.write(f"{event} {name}\n")


def note_start(name: str) -> None:
    """Say that a task starts, and when it was first sent."""
    note("start", name)
    note("sent", str((current_task.request.headers or {})["sent_at"]))


@app.task
def nap(name: str, seconds: float) -> None:
    """Sleep, and say so before and after."""
    note_start(name)
    time.sleep(seconds)
    note("end", name)


class KnownRequest(PersistentRequest):
    """Says when the worker knows that a process of it has begun with the task.

    Only then does a worker that stops put it back; it finishes what it does
    not know of.
    """

    def on_accepted(self, *args: Any) -> None:
        """Take note of it, and say so."""
        super().on_accepted(*args)
        note("known", self.id)


@app.task(bind=True, Request=f"{__name__}:KnownRequest")
def linger(self: ServiceTask, name: str) -> None:
    """Sleep for long, unless another worker did before."""
    note_start(name)
    delivery = self.request.delivery_info or {}
    time.sleep(0.1 if delivery.get("redelivered") else 60)
    note("end", name)


@app.task(max_retries=1, default_retry_delay=1)
def die(name: str, times: int) -> None:
    """Kill the process that it runs in, the first so many times."""
    note_start(name)
    deaths = Path(os.environ["NOTES"]).with_suffix(f".{name}")
    died = len(deaths.read_text()) if deaths.exists() else 0
    if died < times:
        deaths.write_text("x" * (died + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    note("end", name)


@app.task(retry_backoff=False, default_retry_delay=1)
def fail_once(name: str) -> None:
    """Fail the first time as a network does."""
    note_start(name)
    if fail_once.request.retries == 0:
        raise ConnectionError("Try again.")
    note("end", name)


@app.task
def overrun(name: str) -> None:
    """Ignore the soft time limit."""
    note_start(name)
    while True:
        with suppress(Exception):
            time.sleep(60)
