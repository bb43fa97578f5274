"""What happens to every message that this service sends."""

import time
from typing import Any

from celery.signals import before_task_publish


@before_task_publish.connect
def stamp_sent_at(headers: dict[str, Any] | None = None, **_: object) -> None:
    """Say when a task was sent first: the portal shows how old the oldest is.

    A retry keeps the first time, and so does a message that was put back.
    """
    if headers is not None:
        headers.setdefault("sent_at", time.time())
