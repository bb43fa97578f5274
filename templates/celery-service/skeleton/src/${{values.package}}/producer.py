"""Sends tasks from the command line; `--help` says how."""

import argparse
import math
import sys
import time

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from . import SERVICE
{% if values.prioritySteps.length > 1 %}
from .queues import DEFAULT_PRIORITY, DEFAULT_QUEUE, PRIORITY_STEPS, QUEUES
{% else %}
from .queues import DEFAULT_QUEUE, QUEUES
{% endif %}
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
    top = argparse.ArgumentParser(
        prog=f"python -m {__package__}.producer",
        description=f"Sends tasks to the service {SERVICE}.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    enqueue = commands.add_parser(
        "enqueue", help="send example tasks", description="Sends example tasks to a queue."
    )
    enqueue.add_argument("count", metavar="COUNT", type=count, help="how many tasks")
    enqueue.add_argument(
        "--seconds",
        metavar="N",
        type=duration,
        default=${{ values.queues[0].taskSeconds }},
        help="how long each takes (%(default)s)",
    )
{% if values.prioritySteps.length > 1 %}
    enqueue.add_argument(
        "--priority",
        type=int,
        choices=PRIORITY_STEPS,
        default=DEFAULT_PRIORITY,
        help="0 is the most urgent (%(default)s)",
    )
{% endif %}
    check = commands.add_parser(
        "check",
        help="send a task and see it done",
        description="Sends one task that does nothing, and waits until a worker ran it.",
    )
    check.add_argument(
        "--within", metavar="N", type=duration, default=300.0, help="seconds to wait (300)"
    )
    commands.add_parser(
        "failed",
        help="list the tasks that were given up",
        description="Lists the tasks that were given up, without their arguments.",
    )
    resend = commands.add_parser(
        "resend",
        help="send tasks again that were given up",
        description="Sends tasks again that were given up: all, or those that are named.",
    )
    resend.add_argument("ids", metavar="ID", nargs="*", help="of a task; without any: all")
    for command in (enqueue, check):
        command.add_argument(
            "--queue",
            choices=QUEUES,
            default=DEFAULT_QUEUE,
            help=f"to which queue ({DEFAULT_QUEUE})",
        )
    return top


# The commands import what reads the settings when they run: `--help` needs none.


def enqueue(options: argparse.Namespace) -> int:
    """Send tasks over one connection."""
    from .celery_app import app
    from .tasks import work

    # Those of the other queues are known to their workers only.
    limit = load_settings().task_soft_time_limit_seconds
    if options.queue == DEFAULT_QUEUE and options.seconds >= limit:
        print(f"--seconds must be below {limit}, the soft time limit of a task.", file=sys.stderr)
        return 2
    sent = 0
    try:
        with app.producer_or_acquire() as producer:
            while sent < options.count:
{% if values.prioritySteps.length > 1 %}
                work.apply_async(
                    (options.seconds,),
                    queue=options.queue,
                    priority=options.priority,
                    producer=producer,
                )
{% else %}
                work.apply_async((options.seconds,), queue=options.queue, producer=producer)
{% endif %}
                sent += 1
    finally:
        if 0 < sent < options.count:
            print(f"Only {sent} of {options.count} tasks were sent.", file=sys.stderr)
    tasks = "1 task" if options.count == 1 else f"{options.count} tasks"
    print(
        f"Sent {tasks} of {options.seconds:g} s to the queue {options.queue}.\n"
        "Watch them on the service's page in the portal: waiting, running, workers."
    )
    return 0


def check(options: argparse.Namespace) -> int:
    """Send one task and wait until it ran."""
    from .smoke import prove

    took = prove(options.queue, options.within)
    if took is None:
        print(
            f"No worker ran the task in the queue {options.queue} within {options.within:g} s.",
            file=sys.stderr,
        )
        return 1
    print(f"A worker ran the task in the queue {options.queue} after {took:.1f} s.")
    return 0


def failed(_: argparse.Namespace) -> int:
    """List the tasks that were given up."""
    from .failures import kept

    for task_id, failure in kept().items():
        at = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(failure.at))
        print(f"{task_id}  {at}  {failure.queue}  {failure.task}  {failure.error}")
    return 0


def resend(options: argparse.Namespace) -> int:
    """Send tasks again that were given up."""
    from . import failures

    kept = failures.kept()
    unknown = sorted(set(options.ids) - set(kept))
    if unknown:
        print(f"No such task was given up: {', '.join(unknown)}.", file=sys.stderr)
        return 2
    ids = options.ids or [*kept]
    for task_id in ids:
        failures.resend(task_id, kept[task_id])
    print(f"Sent {len(ids)} again.")
    return 0


COMMANDS = {"enqueue": enqueue, "check": check, "failed": failed, "resend": resend}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = parser().parse_args(arguments)
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        return COMMANDS[options.command](options)
    except (OperationalError, RedisError) as error:
        print(
            f"The broker at {settings.redis_host}:{settings.redis_port} cannot be used"
            f" ({str(error).rstrip('.')}). REDIS_HOST and REDIS_PORT say where it is, REDIS_TLS"
            " and REDIS_CA_FILE how to trust it, in the environment or in the file .env.",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
