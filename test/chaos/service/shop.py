"""Takes orders, each with a payment that must not be lost.

    python -m orders.shop place COUNT SEED   take orders, and send their tasks
    python -m orders.shop relay              send the tasks of those not paid
"""

import random
import sys
from contextlib import closing

from . import outbox, tasks

TABLES = f"""
PRAGMA journal_mode = WAL;
{outbox.TABLE};
CREATE TABLE orders (number INTEGER PRIMARY KEY, paid INTEGER NOT NULL DEFAULT 0);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    pod TEXT NOT NULL,
    process INTEGER NOT NULL,
    began REAL NOT NULL,
    ended REAL
);
"""


def main(command: str, *arguments: str) -> None:
    """Do what the command says."""
    with closing(tasks.connect()) as database:
        if command == "place":
            count, seed = map(int, arguments)
            place(database, count, random.Random(seed))
        outbox.relay(database, patience=0)


def place(database: outbox.Connection, count: int, chance: random.Random) -> None:
    """Take so many orders at once."""
    database.executescript(TABLES)
    with database:
        for number in range(count):
            database.execute("INSERT INTO orders (number) VALUES (?)", (number,))
            outbox.record(database, tasks.pay, number, chance.uniform(0.4, 2.0))


if __name__ == "__main__":
    main(*sys.argv[1:])
