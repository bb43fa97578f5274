"""Settings from the environment, or from a file `.env` beside it.

Every variable is checked before Celery starts, also against the others: what
does not fit together would lose tasks or run them twice.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from .queues import QUEUES

#: Seconds between the hard limit of a running task and the end of a pod, for
#: what a stopping worker still has to do, also when the broker hangs.
SHUTDOWN_RESERVE = 30

Seconds = Annotated[int, Field(ge=1)]


class SettingsError(Exception):
    """The environment does not make a working service. Names each variable."""


class Settings(BaseSettings):
    """What the environment says, checked."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    #: The broker, in parts: a URL put together by hand breaks at the first
    #: password with a special character, and connects somewhere else.
    redis_host: str
    redis_port: int = Field(default=6379, ge=1, le=65535)
    redis_username: str | None = None
    redis_password: SecretStr | None = None
    redis_db: int = Field(default=0, ge=0)
    #: Encrypted unless it is said otherwise.
    redis_tls: Literal["enable", "disable"] = "enable"
    #: The authority that signed the broker's certificate, as a PEM file.
    redis_ca_file: Path | None = None
    #: Trusts any certificate. For a laptop only.
    redis_tls_insecure: bool = False

    log_format: Literal["text", "json"] = "text"

    #: The queue of this worker; a producer has none.
    worker_queue: str | None = None
    #: Tasks that one worker runs at a time.
    worker_concurrency: int = Field(default=${{ values.queues[0].concurrency }}, ge=1)
    #: A task gets an exception after this time, and is tried again.
    task_soft_time_limit_seconds: Seconds = ${{ values.queues[0].softTimeLimitSeconds }}
    #: A task is killed after this time, and not tried again.
    task_time_limit_seconds: Seconds = ${{ values.queues[0].hardTimeLimitSeconds }}
    #: After this time the message of a worker that died is delivered again.
    visibility_timeout_seconds: Seconds = ${{ values.queues[0].visibilityTimeoutSeconds }}
    #: How often a worker looks for the messages of workers that died.
    restore_interval_seconds: Seconds = ${{ values.queues[0].restoreIntervalSeconds }}
    #: How long running tasks may go on after SIGQUIT before they are put back.
    soft_shutdown_timeout_seconds: Seconds = ${{ values.queues[0].softShutdownSeconds }}
    #: Celery's own variable: with SIGQUIT, a worker that is stopped puts its
    #: tasks back after the time above instead of finishing them.
    remap_sigterm: str = ""
    #: How long Kubernetes waits for a worker to stop before it kills it.
    termination_grace_period_seconds: Seconds = ${{ values.queues[0].graceSeconds }}

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        problems = [*self._tls_problems(), *self._time_problems()]
        if self.worker_queue is not None and self.worker_queue not in QUEUES:
            problems.append(f"WORKER_QUEUE must be one of {', '.join(QUEUES)}")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _tls_problems(self) -> list[str]:
        if self.redis_tls == "disable" or self.redis_tls_insecure:
            return []
        if self.redis_ca_file is None:
            return [
                "REDIS_CA_FILE is needed with REDIS_TLS=enable: name the PEM file of the"
                " authority that signed the broker's certificate"
            ]
        if not self.redis_ca_file.is_file():
            return [f"REDIS_CA_FILE names {self.redis_ca_file}, which is not a file"]
        return []

    def _time_problems(self) -> list[str]:
        problems = []
        if self.task_soft_time_limit_seconds >= self.task_time_limit_seconds:
            problems.append(
                "TASK_SOFT_TIME_LIMIT_SECONDS must be below TASK_TIME_LIMIT_SECONDS:"
                " else a task is killed before it can be tried again"
            )
        if self.task_time_limit_seconds >= self.visibility_timeout_seconds:
            problems.append(
                "TASK_TIME_LIMIT_SECONDS must be below VISIBILITY_TIMEOUT_SECONDS:"
                " else a task that still runs is delivered a second time"
            )
        longest = self.termination_grace_period_seconds - SHUTDOWN_RESERVE
        if self.remap_sigterm != "SIGQUIT" and self.task_time_limit_seconds > longest:
            problems.append(
                f"TASK_TIME_LIMIT_SECONDS must leave {SHUTDOWN_RESERVE} s of"
                " TERMINATION_GRACE_PERIOD_SECONDS: else a worker that is stopped is killed"
                " in the middle of a task"
            )
        if self.soft_shutdown_timeout_seconds > longest:
            problems.append(
                "SOFT_SHUTDOWN_TIMEOUT_SECONDS must leave"
                f" {SHUTDOWN_RESERVE} s of TERMINATION_GRACE_PERIOD_SECONDS:"
                " else a worker is killed while it puts its tasks back"
            )
        return problems

    def broker_url(self) -> str:
        """Return the broker's URL. Holds the password: never log it."""
        scheme = "rediss" if self.redis_tls == "enable" else "redis"
        user = quote(self.redis_username or "", safe="")
        password = self.redis_password.get_secret_value() if self.redis_password else ""
        credentials = f"{user}:{quote(password, safe='')}@" if user or password else ""
        host = f"[{self.redis_host}]" if ":" in self.redis_host else self.redis_host
        url = f"{scheme}://{credentials}{host}:{self.redis_port}/{self.redis_db}"
        query = self._tls_query()
        return f"{url}?{urlencode(query)}" if query else url

    def _tls_query(self) -> dict[str, str]:
        if self.redis_tls == "disable":
            return {}
        if self.redis_tls_insecure:
            return {"ssl_cert_reqs": "none", "ssl_check_hostname": "false"}
        return {
            "ssl_cert_reqs": "required",
            "ssl_ca_certs": str(self.redis_ca_file),
            "ssl_check_hostname": "true",
        }


@lru_cache
def load_settings() -> Settings:
    """Read the settings once.

    Raises:
        SettingsError: with one line a problem, each naming its variable and
            none showing a value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(map(_line, error.errors()))) from None


def _line(problem: ErrorDetails) -> str:
    message = problem["msg"].removeprefix("Value error, ")
    variable = "_".join(str(part) for part in problem["loc"]).upper()
    if problem["type"] == "missing":
        return f"{variable} is not set: set it, or write it into a file .env (see .env.example)"
    return f"{variable}: {message}" if variable else message
