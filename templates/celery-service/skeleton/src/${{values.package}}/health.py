"""The probes of a worker, with the argument `ready` or `alive`.

Of the standard library only, because it runs every few seconds. `ready` means
that the worker consumes. `alive` fails only when the worker's event loop
stands still although the broker answers: to restart a worker would not bring
a broker back, and it would end the tasks that still run.
"""

import os
import socket
import ssl
import sys
import tempfile
import time
from pathlib import Path

from . import SERVICE

#: Seconds after which a beat is too old, if the variable
#: LIVENESS_LIMIT_SECONDS does not say. A worker beats every 5 s.
LIVENESS_LIMIT = 120.0
#: Seconds that the broker has to answer.
BROKER_TIMEOUT = 3.0


def heartbeat_file() -> Path:
    """Return the file that the worker touches while it consumes."""
    default = Path(tempfile.gettempdir(), f"{SERVICE}.heartbeat")
    return Path(os.environ.get("HEARTBEAT_FILE") or default)


def is_beating(now: float) -> bool:
    """Return whether the last beat is recent."""
    limit = float(os.environ.get("LIVENESS_LIMIT_SECONDS") or LIVENESS_LIMIT)
    try:
        return now - heartbeat_file().stat().st_mtime <= limit
    except FileNotFoundError:
        return False


def broker_answers() -> bool:
    """Return whether the broker says anything at all, even "who are you"."""
    host = os.environ.get("REDIS_HOST", "")
    port = int(os.environ.get("REDIS_PORT") or 6379)
    try:
        with socket.create_connection((host, port), BROKER_TIMEOUT) as plain:
            plain.settimeout(BROKER_TIMEOUT)
            if os.environ.get("REDIS_TLS", "enable") == "disable":
                return _pong(plain)
            with _any_certificate().wrap_socket(plain, server_hostname=host) as tls:
                return _pong(tls)
    except OSError:
        return False


def _pong(connection: socket.socket) -> bool:
    connection.sendall(b"PING\r\n")
    return connection.recv(1) != b""


def _any_certificate() -> ssl.SSLContext:
    # Nothing but PING is sent, and the answer only decides on a restart: a
    # certificate that expired is the worker's error to report.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main(arguments: list[str]) -> int:
    """Return the exit code of a probe: 0 for well, 1 for not, 2 for misuse."""
    if arguments == ["ready"]:
        return 0 if is_beating(time.time()) else 1
    if arguments == ["alive"]:
        return 0 if is_beating(time.time()) or not broker_answers() else 1
    print("One argument is needed: ready or alive.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
