"""The Celery application: every setting, with its reason.

The options of the command line are in `deploy/base`, each with its reason.
"""

import sys
from typing import Any

from celery import Celery, Task

from . import (
    SERVICE,
    failures,  # noqa: F401  (keeps every task that is given up)
    logging,  # noqa: F401  (writes log lines as JSON, if so set)
    signals,  # noqa: F401  (prepares every message that this app sends)
)
from .heartbeat import HeartbeatStep
from .outages import AnswerStep, persist
from .queues import (
{% if values.prioritySteps.length > 1 %}
    DEFAULT_PRIORITY,
{% endif %}
    DEFAULT_QUEUE,
    KEY_PREFIX,
    PRIORITY_STEPS,
    ROUTES,
    declared_queues,
    unacked_keys,
)
{% if values.delayedTasks %}
from .running import RunningSetStep
{% endif %}
from .settings import Settings, SettingsError, load_settings


class ServiceTask(Task[Any, Any]):
    """What a task does when it fails, unless it says otherwise."""

    #: Answers for its message also after an outage of the broker.
    Request = f"{__package__}.outages:PersistentRequest"
    #: Failures that go away by themselves. `SoftTimeLimitExceeded` belongs
    #: here: at the hard limit the task would be given up.
    autoretry_for = (ConnectionError, TimeoutError)
    #: Then the task is given up and kept (see `failures.py`). Also ends the loop
    #: of a task that always kills its process.
    max_retries = 5
    #: 1, 2, 4, ... seconds, at most 30, each a random part of it. A task that
    #: waits for its retry keeps a worker alive: keep the waits short.
    retry_backoff = 1
    retry_backoff_max = 30
    retry_jitter = True
    default_retry_delay = 10


def configuration(settings: Settings) -> dict[str, Any]:
    """Return what Celery is configured with."""
    return {
        "broker_url": settings.broker_url(),
        "broker_transport_options": transport_options(settings),
        # The broker may come later than the worker, and may go and come back.
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # A message is deleted when its task has ended, not when it starts: a
        # worker that dies loses nothing. So a task may run twice.
        "task_acks_late": True,
        # The same when a process of the worker dies, say out of memory; and
        # a task that always does that is given up after its retries.
        "task_reject_on_worker_lost": True,
        "task_retry_on_worker_lost": True,
        "task_soft_time_limit": settings.task_soft_time_limit_seconds,
        "task_time_limit": settings.task_time_limit_seconds,
        # A worker holds what it runs and nothing else. The rest stays in the
        # list, where KEDA counts it and any other worker can take it.
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,
        "worker_concurrency": settings.worker_concurrency,
{% if values.delayedTasks %}
        # A delayed task that is due runs where there is room.
        "worker_consumer": f"{__package__}.giveback:GiveBack",
{% endif %}
        # A task whose message went back to the broker is not finished a
        # second time.
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_soft_shutdown_timeout": settings.soft_shutdown_timeout_seconds,
        "worker_enable_soft_shutdown_on_idle": False,
        # Two connections a worker instead of ten, and less traffic.
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        # Nobody reads results; unread, they fill the broker.
        "task_ignore_result": True,
        # A typing error in a queue's name fails at once, instead of filling a
        # list that nobody watches.
        "task_create_missing_queues": False,
        "task_queues": declared_queues(),
        "task_default_queue": DEFAULT_QUEUE,
        "task_default_exchange": DEFAULT_QUEUE,
        "task_default_routing_key": DEFAULT_QUEUE,
        "task_routes": ROUTES,
{% if values.prioritySteps.length > 1 %}
        "task_default_priority": DEFAULT_PRIORITY,
{% endif %}
        "task_serializer": "json",
        "accept_content": ["json"],
    }


def transport_options(settings: Settings) -> dict[str, Any]:
    """Return how kombu uses Redis."""
    return {
        "global_keyprefix": KEY_PREFIX,
        "priority_steps": PRIORITY_STEPS,
        **unacked_keys(settings.worker_queue),
        # Longer than any task may run; shorter means sooner after a crash.
        "visibility_timeout": settings.visibility_timeout_seconds,
        # How often to look for the messages of workers that died; kombu's own
        # rhythm is 100 s.
        "unacked_restore_interval": settings.restore_interval_seconds,
        "unacked_restore_throttle": 1,
        # Whoever looks locks out the others for milliseconds. If the broker is
        # restarted right then, the lock stays for this long instead of 300 s.
        "unacked_mutex_expire": 30,
        # Both, or neither: a connection that the network dropped silently is
        # noticed by the first, and a message is lost without the second.
        "socket_timeout": 5,
        "retry_on_timeout": True,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }


def create_app() -> "Celery[ServiceTask]":
    """Make the application, or say which variable is wrong and exit."""
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(f"{SERVICE} cannot start:\n{error}")
    created = Celery(
        "${{ values.package }}",
        task_cls=ServiceTask,
        include=[f"{__package__}.tasks", f"{__package__}.smoke"],
    )
    created.conf.update(configuration(settings))
    created.steps["consumer"].add(HeartbeatStep)
    created.steps["consumer"].add(AnswerStep)
{% if values.delayedTasks %}
    created.steps["consumer"].add(RunningSetStep)
{% endif %}
    persist()
    return created


app = create_app()
