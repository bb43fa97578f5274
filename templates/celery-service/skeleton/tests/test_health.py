import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ${{ values.package }} import health


@pytest.fixture
def heartbeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "heartbeat"
    monkeypatch.setenv("HEARTBEAT_FILE", str(file))
    return file


@pytest.fixture
def silent_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Accept connections and never answer."""
    monkeypatch.setattr(health, "BROKER_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("REDIS_PORT", str(listener.getsockname()[1]))
        yield


def stop_beating(heartbeat: Path) -> None:
    heartbeat.touch()
    long_ago = time.time() - 2 * health.LIVENESS_LIMIT
    os.utime(heartbeat, (long_ago, long_ago))


@pytest.mark.parametrize("probe", ["ready", "alive"])
def test_a_worker_that_beats_is_well(heartbeat: Path, probe: str) -> None:
    heartbeat.touch()

    assert health.main([probe]) == 0


@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize("probe", ["ready", "alive"])
def test_a_worker_that_stands_still_is_not(heartbeat: Path, probe: str) -> None:
    stop_beating(heartbeat)

    assert health.main([probe]) == 1


@pytest.mark.usefixtures("broker", "heartbeat")
def test_a_worker_that_never_beat_is_not_ready() -> None:
    assert health.main(["ready"]) == 1


def test_a_restart_does_not_bring_a_broker_back(
    heartbeat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("REDIS_PORT", str(listener.getsockname()[1]))
    stop_beating(heartbeat)

    assert health.main(["alive"]) == 0
    assert health.main(["ready"]) == 1


@pytest.mark.usefixtures("silent_broker")
def test_nor_does_it_wake_one_that_hangs(heartbeat: Path) -> None:
    stop_beating(heartbeat)

    assert health.main(["alive"]) == 0


@pytest.mark.parametrize("arguments", [[], ["live"], ["ready", "alive"]])
def test_anything_else_is_misuse(arguments: list[str]) -> None:
    assert health.main(arguments) == 2


def test_the_probe_loads_no_library(tmp_path: Path) -> None:
    script = (
        "import sys; import ${{ values.package }}.health;"
        " print([m for m in sys.modules if m.startswith(('celery', 'kombu', 'pydantic'))])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(health.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"
