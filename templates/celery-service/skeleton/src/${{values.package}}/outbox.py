"""For work that must be done whatever happens: an order, a payment.

A message can be lost in the milliseconds in which Redis has handed it out and
no worker has noted it yet. So the database that the work is about has a row
for each such task, from the transaction that makes it necessary until the
transaction that does it; what has a row is sent, and sent again.

Here with SQLite. Another database needs another `Connection` and, in its
statements, another placeholder. Nothing is imported from here unless you do
it; `docs/outbox.md` says how.
"""

import json
import time
import uuid
from sqlite3 import Connection
from typing import Any

from celery import Task

from .celery_app import app
from .settings import load_settings

#: One row for each task that is to be done; `due` is when it is sent, or sent
#: again, in seconds since 1970.
TABLE = """
CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY,
    task TEXT NOT NULL,
    args TEXT NOT NULL,
    due REAL NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0
)
"""
#: As many are sent in one go.
MOST = 1000


def record(database: Connection, task: Task[Any, Any], *args: Any) -> str:
    """Say that a task is to be done, in the transaction that makes it necessary.

    Returns:
        The row's id, which the task gets in front of its arguments.
    """
    row = uuid.uuid4().hex
    database.execute(
        "INSERT INTO outbox (id, task, args, due) VALUES (?, ?, ?, ?)",
        (row, task.name, json.dumps(args), time.time()),
    )
    return row


def finish(database: Connection, row: str) -> bool:
    """Say that a task is done, in the transaction that does it.

    Returns:
        Whether this run is to do the work: no other has.
    """
    return database.execute("DELETE FROM outbox WHERE id = ?", (row,)).rowcount == 1


def relay(database: Connection, patience: float | None = None) -> int:
    """Send what is due, over a connection with no transaction open.

    Whatever is not done is due again after the patience, in seconds, then
    after twice that, and so on: while many tasks wait for workers, hardly any
    is sent in vain. A second message does no harm, whoever sends it.

    Args:
        database: Where the rows are.
        patience: Longer than a task usually waits and runs; the visibility
            timeout, unless it is said otherwise.

    Returns:
        How many were sent: with `MOST`, there may be more.
    """
    if patience is None:
        patience = load_settings().visibility_timeout_seconds
    now = time.time()
    rows = database.execute(
        "SELECT id, task, args, sent FROM outbox WHERE due <= ? ORDER BY due LIMIT ?", (now, MOST)
    ).fetchall()
    with app.producer_or_acquire() as producer:
        for row, task, args, _ in rows:
            app.send_task(task, [row, *json.loads(args)], producer=producer)
    with database:
        database.executemany(
            "UPDATE outbox SET due = ?, sent = sent + 1 WHERE id = ?",
            [(now + patience * 2 ** min(sent, 10), row) for row, _, _, sent in rows],
        )
    return len(rows)
