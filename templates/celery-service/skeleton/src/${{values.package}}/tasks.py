"""The tasks.

A task may run more than once: after a crash, a lost connection, an eviction.
Write each so that a second run does no harm: set a value instead of adding to
it, use the order's number as the key of what is written, ask whether it was
done before doing it. And never catch `BaseException` or use a bare `except:`,
which swallows a worker's shutdown and with it the task.
"""

import time

from celery.exceptions import SoftTimeLimitExceeded
from celery.utils.log import get_task_logger

from . import progress
from .celery_app import ServiceTask, app

log = get_task_logger(__name__)


@app.task(autoretry_for=(*ServiceTask.autoretry_for, SoftTimeLimitExceeded))
def work(seconds: float = 1.0) -> None:
    """Keep a worker busy, to see how the service scales. Put your work here.

    At the soft time limit it gets an exception and is tried again; failures
    of the network are tried again too, a few times and ever slower.
    """
    time.sleep(seconds)


@app.task(autoretry_for=(*ServiceTask.autoretry_for, SoftTimeLimitExceeded))
def walk(journey: str, steps: int, seconds: float = 1.0) -> None:
    """Do long work in steps, and go on where the last run of it stopped.

    What it is called makes it one piece of work: a second run, or a second
    task of the same name, does no step again that was done.
    """
    for step in range(progress.done(journey) + 1, steps + 1):
        time.sleep(seconds)
        progress.keep(journey, step)
        log.info("%s: step %d of %d", journey, step, steps)
