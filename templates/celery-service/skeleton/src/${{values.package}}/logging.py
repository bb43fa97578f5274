"""Log lines as JSON, one object a line, for whatever collects them."""

import json
import logging
from datetime import datetime, timezone
from typing import Any

from celery import current_task
from celery.signals import after_setup_logger, after_setup_task_logger

from .settings import load_settings


class JsonFormatter(logging.Formatter):
    """Writes what happened, when, and in which task. Never a task's arguments.

    When a task has ended well, also how many seconds it took: what a scaling
    plan is made of, for whatever computes figures from logs.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_task(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _task(record: logging.LogRecord) -> dict[str, Any]:
    # Celery's own lines about a task say in `data` which, lines from within
    # a task are written while it is the current one.
    data = getattr(record, "data", None)
    if isinstance(data, dict) and "id" in data:
        took = {"seconds": data["runtime"]} if "runtime" in data else {}
        return {"task": data.get("name"), "task_id": data["id"], **took}
    if current_task and current_task.request.id:
        return {"task": current_task.name, "task_id": current_task.request.id}
    return {}


@after_setup_logger.connect
@after_setup_task_logger.connect
def write_json(logger: logging.Logger, **_: object) -> None:
    """Change the form of Celery's log lines, and nothing else about them."""
    if load_settings().log_format == "json":
        for handler in logger.handlers:
            handler.setFormatter(JsonFormatter())
