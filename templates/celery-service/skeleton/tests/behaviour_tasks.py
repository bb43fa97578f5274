"""Tasks that misbehave, for the tests. Each writes down what it does."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from ${{ values.package }}.celery_app import app


def note(event: str, name: str) -> None:
    """Add a line to the file that the test reads; short lines stay whole."""
    with Path(os.environ["NOTES"]).open("a") as notes:
        notes.write(f"{event} {name}\n")


@app.task
def nap(name: str, seconds: float) -> None:
    """Sleep, and say so before and after."""
    note("start", name)
    time.sleep(seconds)
    note("end", name)


@app.task(max_retries=1, default_retry_delay=1)
def die(name: str, times: int) -> None:
    """Kill the process that it runs in, the first so many times."""
    note("start", name)
    deaths = Path(os.environ["NOTES"]).with_suffix(f".{name}")
    died = len(deaths.read_text()) if deaths.exists() else 0
    if died < times:
        deaths.write_text("x" * (died + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    note("end", name)


@app.task(retry_backoff=False, default_retry_delay=1)
def fail_once(name: str) -> None:
    """Fail the first time as a network does."""
    note("start", name)
    if fail_once.request.retries == 0:
        raise ConnectionError("Try again.")
    note("end", name)


@app.task
def overrun(name: str) -> None:
    """Ignore the soft time limit."""
    note("start", name)
    while True:
        with suppress(Exception):
            time.sleep(60)
