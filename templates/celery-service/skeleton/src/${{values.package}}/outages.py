"""Makes up for what Celery tries only once when the broker goes away.

A worker notes each message that it takes, and acknowledges it when the task
has ended. Without the note the message is lost, because it has left the list.
Without the acknowledgement the worker keeps a slot for a task that has ended;
with all slots kept it takes nothing any more, and never finds out that it has
lost its connection.

Overrides methods of Celery and kombu that are not public:
`tests/test_outages.py` says when an upgrade changes them.
"""

import logging
import time
from collections import deque
from typing import Any, NamedTuple

from celery import bootsteps
from celery.worker.request import Request
from kombu.transport import redis as transport

#: Seconds between two attempts.
INTERVAL = 1.0

logger = logging.getLogger(__name__)


class Answer(NamedTuple):
    """What is to become of a message whose task has ended."""

    tag: str
    requeue: bool


_unsent: deque[Answer] = deque()


class PersistentRequest(Request):
    """A task's execution that answers for its message until the broker heard it."""

    _connection_errors: tuple[type[Exception], ...]

    def acknowledge(self) -> None:
        """Say that the task has ended."""
        if not self.acknowledged:
            self._answer(requeue=False)
            self.acknowledged = True

    def reject(self, requeue: bool = False) -> None:
        """Put the message back, or give it up."""
        if not self.acknowledged:
            self._answer(requeue)
            self.acknowledged = True

    def _answer(self, requeue: bool) -> None:
        try:
            self.message.reject(requeue) if requeue else self.message.ack()
        except self._connection_errors as error:
            logger.warning("The broker is away, answering later: %s", error)
            _unsent.append(Answer(self.message.delivery_tag, requeue))


class AnswerStep(bootsteps.StartStopStep):
    """Gives the answers that the broker did not hear."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        """Keep the place of the timer."""
        super().__init__(parent, **kwargs)
        self.timer: Any = None

    def start(self, parent: Any) -> None:
        """Look for such answers regularly."""
        self.timer = parent.timer.call_repeatedly(INTERVAL, self.send, (parent,))

    def stop(self, parent: Any) -> None:
        """Look once more: a message without an answer is put back now."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
            self.send(parent)

    @staticmethod
    def send(parent: Any) -> None:
        """Give as many answers as the broker hears."""
        try:
            while _unsent:
                tag, requeue = _unsent[0]
                qos = parent.task_consumer.channel.qos
                if requeue:
                    qos.restore_by_tag(tag, leftmost=True)
                else:
                    qos._remove_from_indices(tag).execute()
                qos._delivered.pop(tag, None)
                _unsent.popleft()
        except parent.connection_errors as error:
            logger.warning("The broker is still away: %s", error)


class PersistentQoS(transport.QoS):
    """Notes every message that was taken, however long that takes."""

    _delivered: Any

    def append(self, message: Any, delivery_tag: str) -> None:
        """Note a message."""
        connection: Any = self.channel.connection
        while True:
            try:
                super().append(message, delivery_tag)
            except connection.client.connection_errors as error:
                logger.warning("The broker is away, noting a message later: %s", error)
                time.sleep(INTERVAL)
            else:
                return

    def restore_unacked(self, client: Any = None) -> None:
        """Put back what has no answer yet, as at the end of a connection."""
        for tag, _ in _unsent:
            self._delivered.pop(tag, None)
        super().restore_unacked(client)


def persist() -> None:
    """Have every connection of this process note its messages so."""
    transport.Channel.QoS = PersistentQoS
