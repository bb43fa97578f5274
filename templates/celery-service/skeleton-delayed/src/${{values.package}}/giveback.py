"""Delayed tasks that are due are run by whichever worker is free."""

from typing import Any

from celery.worker import state
from celery.worker.consumer import Consumer


class GiveBack(Consumer):
    """Gives a delayed task back when it is due and no slot is free.

    The worker that takes a delayed task holds it until it is due, and may hold
    hundreds. Celery would then run them all itself, one after the other, while
    other workers have nothing to do and KEDA does not see the work. Back in
    the list, KEDA counts them and any worker takes them at once.

    Overrides a method of Celery that is not public: `tests/test_giveback.py`
    says when an upgrade changes it.
    """

    controller: Any
    qos: Any

    def apply_eta_task(self, task: Any) -> None:
        """Run a task that is due, or give it back."""
        if len(state.reserved_requests) < self.controller.concurrency:
            super().apply_eta_task(task)
            return
        state.task_ready(task)
        self.qos.decrement_eventually()
        task.reject(requeue=True)
