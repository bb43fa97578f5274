"""How far long work has come, kept beside the queues.

For work that is done in steps: whoever runs it next goes on where the last
one stopped. Keep it with the work's own data instead if that can be lost less
than a broker.
"""

from .queues import KEY_PREFIX
from .redis_client import connect

#: Seconds after which work that nobody goes on with is forgotten.
LIFETIME = 7 * 24 * 3600


def done(work: str) -> int:
    """Return how many steps of it are done."""
    with connect() as client:
        return int(client.get(_key(work)) or 0)


def keep(work: str, step: int) -> None:
    """Say that it has come as far as this step."""
    with connect() as client:
        client.set(_key(work), step, ex=LIFETIME)


def _key(work: str) -> str:
    return f"{KEY_PREFIX}progress.{work}"
