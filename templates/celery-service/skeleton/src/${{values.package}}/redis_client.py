"""The broker as a plain Redis, apart from Celery's own connections."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from .settings import load_settings


def connect(timeout: float = 5) -> Redis:
    """Return a client, to be closed after use.

    It waits so many seconds for an answer, and tries once more when the
    connection broke: a worker that asks longer does nothing else.
    """
    return Redis.from_url(
        load_settings().broker_url(),
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 1),
    )
