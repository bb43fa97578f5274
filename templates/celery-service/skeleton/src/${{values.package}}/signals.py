"""What happens to every message that this service sends."""

import time
from typing import Any

from celery import current_app
from celery.signals import before_task_publish


@before_task_publish.connect
def stamp_sent_at(headers: dict[str, Any] | None = None, **_: object) -> None:
    """Say when a task was sent first: the portal shows how old the oldest is.

    A retry keeps the first time, and so does a message that was put back.
    """
    if headers is not None:
        headers.setdefault("sent_at", time.time())


@before_task_publish.connect
def leave_limits_to_the_worker(headers: dict[str, Any] | None = None, **_: object) -> None:
    """Take the sender's own time limits out of the message.

    Celery writes them into it, and there they win over those of the worker:
    whoever serves another queue, or none, would have the task ended too early
    or too late. What a task or a call says itself stays.
    """
    own = [current_app.conf.task_time_limit, current_app.conf.task_soft_time_limit]
    if headers is not None and headers.get("timelimit") == own:
        headers["timelimit"] = [None, None]
