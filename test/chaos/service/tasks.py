"""What the service does: it takes payments, and notes each attempt."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from . import outbox
from .celery_app import app

#: Beside the folder of all services, which is watched for changes.
DATABASE = Path(__file__).parents[4] / "orders.db"


def connect() -> sqlite3.Connection:
    """Return a connection that waits while others write."""
    database = sqlite3.connect(DATABASE, timeout=120)
    # Processes die here, the machine does not.
    database.execute("PRAGMA synchronous = OFF")
    return database


@app.task
def pay(row: str, number: int, seconds: float) -> None:
    """Take the payment of an order. Twice would show."""
    with closing(connect()) as database:
        with database:
            run = database.execute(
                "INSERT INTO runs (number, pod, process, began) VALUES (?, ?, ?, ?)",
                (number, os.environ["HOSTNAME"], os.getpid(), time.time()),
            ).lastrowid
        time.sleep(seconds)
        with database:
            if outbox.finish(database, row):
                database.execute("UPDATE orders SET paid = paid + 1 WHERE number = ?", (number,))
            database.execute("UPDATE runs SET ended = ? WHERE id = ?", (time.time(), run))
