"""The broker's certificate is checked, and what is wrong with it is said."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from ${{ values.package }} import health, producer
from ${{ values.package }}.queues import QUEUES
from ${{ values.package }}.tasks import work

from support import REPOSITORY, Worker, eventually, waiting
from tlsproxy import HOST, TlsProxy, make_certificate

QUEUE = QUEUES[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "broker")


@pytest.fixture
def encrypted(broker: redis.Redis, certificate: Path) -> Iterator[dict[str, str]]:
    """Return the variables of who reaches the broker by TLS."""
    proxy = TlsProxy(certificate, "127.0.0.1", int(os.environ["REDIS_PORT"]))
    yield {
        "REDIS_HOST": HOST,
        "REDIS_PORT": str(proxy.port),
        "REDIS_TLS": "enable",
        "REDIS_CA_FILE": str(certificate),
    }
    proxy.close()


def send_one(variables: dict[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", producer.__name__, "enqueue", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_producer_and_worker_reach_a_broker_that_they_can_trust(
    broker: redis.Redis,
    encrypted: dict[str, str],
    start_worker: Callable[..., Worker],
    tmp_path: Path,
) -> None:
    sent = send_one(encrypted, tmp_path)
    assert (sent.returncode, sent.stderr) == (0, "")
    assert len(waiting(broker, QUEUE)) == 1
    broker.flushall()
    work.apply_async((0.1,), queue=QUEUE)

    worker = start_worker(QUEUE, **encrypted)

    eventually(lambda: worker.succeeded() == 1, "the task is done")


def test_a_certificate_of_another_authority_is_refused(
    broker: redis.Redis, encrypted: dict[str, str], tmp_path: Path
) -> None:
    other = make_certificate(tmp_path / "other")

    sent = send_one({**encrypted, "REDIS_CA_FILE": str(other)}, tmp_path)

    assert sent.returncode == 1
    assert "certificate verify failed" in sent.stderr
    assert waiting(broker, QUEUE) == []


def test_a_certificate_of_another_host_is_refused(
    broker: redis.Redis, encrypted: dict[str, str], tmp_path: Path
) -> None:
    sent = send_one({**encrypted, "REDIS_HOST": "127.0.0.1"}, tmp_path)

    assert sent.returncode == 1
    assert "certificate is not valid for '127.0.0.1'" in sent.stderr
    assert waiting(broker, QUEUE) == []


@pytest.mark.parametrize("variables", [{"REDIS_TLS": "disable"}, {"REDIS_CA_FILE": ""}])
def test_nothing_is_sent_in_plain_or_unchecked(
    broker: redis.Redis, encrypted: dict[str, str], tmp_path: Path, variables: dict[str, str]
) -> None:
    sent = send_one({**encrypted, **variables}, tmp_path)

    assert sent.returncode == 1
    assert sent.stderr.count("\n") == 1
    assert waiting(broker, QUEUE) == []


def test_the_probe_hears_a_broker_with_tls(
    encrypted: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in encrypted.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HEARTBEAT_FILE", str(tmp_path / "none"))

    assert health.main(["alive"]) == 1
