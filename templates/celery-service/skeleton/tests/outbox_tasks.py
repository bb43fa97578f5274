"""A task that changes a database, and a worker that dies at the worst of moments."""

import os
import signal
import sqlite3
from contextlib import closing
from typing import Any

from kombu.transport import redis as transport

from ${{ values.package }} import outbox
from ${{ values.package }}.celery_app import app
from ${{ values.package }}.outages import PersistentQoS


def connect() -> sqlite3.Connection:
    """Return a connection that waits while others write."""
    return sqlite3.connect(os.environ["DATABASE"], timeout=30)


@app.task
def pay(row: str, number: str) -> None:
    """Pay an order. Twice would show."""
    with closing(connect()) as database, database:
        if outbox.finish(database, row):
            database.execute("UPDATE orders SET paid = paid + 1 WHERE number = ?", (number,))


class DoomedQoS(PersistentQoS):
    """Ends its worker when that has taken a message and not noted it yet."""

    def append(self, message: Any, delivery_tag: str) -> None:
        """End all processes of the worker, as a node does that loses power."""
        os.killpg(0, signal.SIGKILL)


if os.environ.get("DIES_WITH_ITS_FIRST_MESSAGE"):
    transport.Channel.QoS = DoomedQoS
