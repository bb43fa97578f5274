"""What the tests share: a worker started as its Deployment says, and its messages."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import redis
import yaml
from kombu.transport.redis import Channel

from ${{ values.package }} import queues

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent
BASE = REPOSITORY / "deploy" / "base"

Manifest = dict[str, Any]


def documents(file: Path) -> list[Manifest]:
    """Return what a YAML file holds."""
    return [document for document in yaml.safe_load_all(file.read_text()) if document]


def container(deployment: Manifest) -> Manifest:
    """Return the only container of a Deployment's pods."""
    [only] = deployment["spec"]["template"]["spec"]["containers"]
    assert isinstance(only, dict)
    return only


def plain_environment(deployment: Manifest) -> dict[str, str]:
    """Return what a Deployment sets itself, without what it takes from a Secret."""
    entries = container(deployment)["env"]
    return {entry["name"]: entry["value"] for entry in entries if "value" in entry}


def triggers(scaled_object: Manifest) -> dict[str, dict[str, str]]:
    """Return what each trigger of a ScaledObject watches, by name."""
    return {trigger["name"]: trigger["metadata"] for trigger in scaled_object["spec"]["triggers"]}


def eventually(holds: Callable[[], bool], what: str, within: float = 30.0) -> None:
    """Wait until something holds; fail and say what did not."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"not within {within:g} s: {what}"
        time.sleep(0.05)


def waiting_keys(queue: str) -> list[str]:
    """Return the lists of a queue's messages, named as kombu names them."""
    suffixes = [f"{Channel.sep}{step}" if step else "" for step in queues.PRIORITY_STEPS]
    return [f"{queues.KEY_PREFIX}{queue}{suffix}" for suffix in suffixes]


def unacked_key(queue: str) -> str:
    """Return the hash of the messages that a queue's workers have."""
    return queues.KEY_PREFIX + queues.unacked_keys(queue).get("unacked_key", "unacked")


def waiting(broker: redis.Redis, queue: str) -> list[dict[str, Any]]:
    """Return the messages that wait in a queue."""
    keys = waiting_keys(queue)
    return [json.loads(message) for key in keys for message in broker.lrange(key, 0, -1)]


def unfinished(broker: redis.Redis, queue: str) -> int:
    """Return how many messages a queue's workers have."""
    return broker.hlen(unacked_key(queue))


def drop_connections(broker: redis.Redis) -> None:
    """Have the broker end all connections but this one.

    It would throw away what it has not written to them yet, a message that a
    worker has just asked for among it. So first it stands still: once it has
    answered that, nothing is on its way.
    """
    broker.client_pause(10_000, all=False)
    broker.client_kill_filter(_type="normal", skipme=True)
    broker.client_unpause()


class Worker:
    """A worker of one queue, started as its Deployment says."""

    def __init__(
        self,
        deployment: Manifest,
        folder: Path,
        env: dict[str, str],
        include: ModuleType | None,
    ) -> None:
        self.heartbeat = folder / "heartbeat"
        self.log = folder / "log"
        started = container(deployment)
        more = [f"--include={include.__name__}"] if include else []
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *started["command"], *started["args"], *more],
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(TESTS)]),
                    "PYTHONWARNINGS": "ignore",
                    "HEARTBEAT_FILE": str(self.heartbeat),
                    **plain_environment(deployment),
                    **env,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def consumes(self) -> bool:
        """Return whether it takes messages; fail if it has ended."""
        assert self.process.poll() is None, self.log.read_text()
        return self.heartbeat.exists()

    def succeeded(self) -> int:
        """Return how many tasks it ended well."""
        return self.log.read_text().count(" succeeded in ")

    def terminate(self) -> int:
        """End it as Kubernetes does and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        """End it as a broken node does, its processes too."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
