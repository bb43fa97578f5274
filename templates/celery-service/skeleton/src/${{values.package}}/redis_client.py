"""The broker as a plain Redis, apart from Celery's own connections."""

from redis import Redis

from .settings import load_settings


def connect() -> Redis:
    """Return a client, to be closed after use."""
    return Redis.from_url(load_settings().broker_url(), socket_timeout=5, socket_connect_timeout=5)
