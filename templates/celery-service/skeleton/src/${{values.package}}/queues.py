"""The service's queues, and which task goes to which.

The names are part of a contract: `deploy/base` watches these keys, and
`catalog-info.yaml` tells the portal about them. `tests/test_manifests.py`
holds the three together.
"""

from kombu import Exchange, Queue

#: In front of every key that Celery writes. A broker may be shared: without a
#: prefix of its own, one service puts another's running tasks back.
KEY_PREFIX = "${{ values.prefix }}"

#: Every queue, each with workers of its own (see `deploy/base`).
QUEUES = [
{% for queue in values.queues %}
    "${{ queue.name }}",
{% endfor %}
]

{% if values.prioritySteps.length > 1 %}
#: Each has a list of its own in every queue, and a trigger in `deploy/base`. A
#: priority is 0, the most urgent, to 9, and belongs to the step at or below it.
PRIORITY_STEPS = [${{ values.prioritySteps | join(", ") }}]

#: Of a task that names none: leaves room for what is more urgent.
DEFAULT_PRIORITY = PRIORITY_STEPS[1]
{% else %}
#: One list for each queue, whatever a task's priority: kombu would put the less
#: urgent ones into others, which nobody watches.
PRIORITY_STEPS = [0]
{% endif %}

#: Where a task goes that names no queue and has no route.
DEFAULT_QUEUE = QUEUES[0]

#: Task name to queue.
ROUTES = {
    "${{ values.package }}.tasks.work": {"queue": DEFAULT_QUEUE},
}


def declared_queues() -> list[Queue]:
    """Return every queue with an exchange and a routing key of its own.

    Celery's defaults would bind all of them to one routing key: who publishes
    by key instead of by queue would reach every queue. None has `expires`:
    Redis would delete the waiting tasks of a service that is scaled to zero.
    """
    return [Queue(name, Exchange(name, type="direct"), routing_key=name) for name in QUEUES]


def unacked_keys(queue: str | None) -> dict[str, str]:
    """Return the keys of messages that a queue's workers have not finished.

    With several queues each keeps its own, so that KEDA counts the running
    tasks of one queue for the workers of that queue only.
    """
    if queue is None or len(QUEUES) == 1:
        return {}
    key = f"unacked.{queue}"
    return {
        "unacked_key": key,
        "unacked_index_key": f"{key}_index",
        "unacked_mutex_key": f"{key}_mutex",
    }
