"""A worker says that its event loop turns."""

from typing import Any

from celery import bootsteps

from .health import heartbeat_file

#: Seconds between two beats.
INTERVAL = 5.0


class HeartbeatStep(bootsteps.StartStopStep):
    """Touches a file while the worker consumes.

    Part of the consumer, so that it starts again after each reconnect; a step
    of the worker itself would stop beating at the first one.
    """

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        """Keep the place of the timer."""
        super().__init__(parent, **kwargs)
        self.timer: Any = None

    def start(self, parent: Any) -> None:
        """Beat at once and then regularly."""
        file = heartbeat_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        self.timer = parent.timer.call_repeatedly(INTERVAL, file.touch)

    def stop(self, parent: Any) -> None:
        """Stop beating: the worker stops or has lost the broker."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
