"""Sends tasks from the command line; `--help` says how."""

import argparse
import math
import sys

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from . import SERVICE
from .queues import DEFAULT_QUEUE, KEY_PREFIX, QUEUES
from .settings import SettingsError, load_settings

MOST_TASKS = 1_000_000


def count(text: str) -> int:
    """Read how many tasks to send."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_TASKS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {MOST_TASKS}")
    return int(text)


def duration(text: str) -> float:
    """Read how long a task takes, in seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    commands = argparse.ArgumentParser(
        prog=f"python -m {__package__}.producer",
        description=f"Sends tasks to the service {SERVICE}.",
    )
    enqueue = commands.add_subparsers(metavar="COMMAND", required=True).add_parser(
        "enqueue", help="send example tasks", description="Sends example tasks to a queue."
    )
    enqueue.add_argument("count", metavar="COUNT", type=count, help="how many tasks")
    enqueue.add_argument(
        "--seconds", metavar="N", type=duration, default=1.0, help="how long each takes (1)"
    )
    enqueue.add_argument(
        "--queue",
        choices=QUEUES,
        default=DEFAULT_QUEUE,
        help=f"to which queue ({DEFAULT_QUEUE})",
    )
    return commands


def enqueue(tasks: int, seconds: float, queue: str) -> None:
    """Send tasks over one connection.

    Raises:
        OperationalError, RedisError: the broker cannot be used.
    """
    # Here, because this reads the settings: `--help` needs none.
    from .celery_app import app
    from .tasks import work

    with app.producer_or_acquire() as producer:
        for _ in range(tasks):
            work.apply_async((seconds,), queue=queue, producer=producer)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = parser().parse_args(arguments)
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    limit = settings.task_soft_time_limit_seconds
    if options.seconds >= limit:
        print(f"--seconds must be below {limit}, the soft time limit of a task.", file=sys.stderr)
        return 2
    try:
        enqueue(options.count, options.seconds, options.queue)
    except (OperationalError, RedisError) as error:
        print(
            f"The broker at {settings.redis_host}:{settings.redis_port} cannot be used"
            f" ({str(error).rstrip('.')}). REDIS_HOST and REDIS_PORT say where it is,"
            " in the environment or in the file .env.",
            file=sys.stderr,
        )
        return 1
    tasks = "1 task" if options.count == 1 else f"{options.count} tasks"
    print(
        f"Sent {tasks} of {options.seconds:g} s to the queue {options.queue}"
        f" (Redis list {KEY_PREFIX}{options.queue}).\n"
        "Watch them on the service's page in the portal: waiting, running, workers."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
