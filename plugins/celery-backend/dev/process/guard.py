"""Runs one command and sees to it that it never outlives whoever asked for it.

    guard.py [options] -- COMMAND [ARGUMENT ...]

The guard lives as long as its lifeline: standard input at first. When the
lifeline breaks, however its other end came to die, the command gets SIGTERM
and, after the grace, its whole process group gets SIGKILL. The guard itself
takes no notice of SIGINT and SIGHUP, which a terminal sends to everybody.

Lines read from the lifeline:
    stop SECONDS   SIGTERM now, SIGKILL after SECONDS
    kill           SIGKILL now
    hold           survive the end of this lifeline and wait for the next one

Lines written to standard output, each a JSON object:
    {"pid": 4711}          the command runs
    {"error": "..."}       the command could not be started
    {"code": 0}            it ended by itself
    {"signal": 9}          a signal ended it
    {"held": true}         the guard waits for the next lifeline

With --socket, "hold" makes the guard wait for a new lifeline: a connection to
that socket. Without one within --hold seconds, it ends the command.
"""

import argparse
import ctypes
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
CHUNK = 65536


class Log:
    """A file that holds the newest output, in at most twice `limit` bytes."""

    def __init__(self, path, limit):
        self.path = path
        self.limit = limit
        self.file = open(path, "ab", buffering=0)
        self.size = self.file.tell()

    def write(self, data):
        if self.size + len(data) > self.limit:
            self.file.close()
            os.replace(self.path, self.path + ".1")
            self.file = open(self.path, "ab", buffering=0)
            self.size = 0
        self.file.write(data)
        self.size += len(data)


class Guard:
    def __init__(self, options):
        self.options = options
        self.grace = options.grace
        self.selector = selectors.DefaultSelector()
        self.lifeline = None
        self.buffer = b""
        self.holding = False
        self.kill_at = None
        self.give_up_at = None
        self.watched = None
        self.pidfd = None
        self.child = None
        self.log = Log(options.log, options.log_bytes) if options.log else None

    def run(self):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.listen_for_signals()
        if self.options.socket:
            self.listen_for_lifelines(self.options.socket)
        if not self.start():
            return 127
        signal.signal(signal.SIGTERM, lambda *_: self.stop(self.grace))
        self.take_lifeline(sys.stdin.buffer.raw)
        self.watch(self.options.watch)
        code = None
        while code is None:
            for key, _ in self.selector.select(self.timeout()):
                key.data(key.fileobj)
            self.tick()
            code = self.child.poll()
        self.kill_group()
        self.drain()
        report({"code": code} if code >= 0 else {"signal": -code})
        return 0

    def start(self):
        libc = ctypes.CDLL(None) if sys.platform == "linux" else None

        def in_child():
            os.nice(self.options.nice)
            # Should the guard itself be killed, the kernel ends the command.
            if libc is not None:
                libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

        try:
            self.child = subprocess.Popen(
                self.options.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=in_child,
            )
        except OSError as error:
            report({"error": f"{self.options.command[0]}: {error.strerror}"})
            return False
        os.set_blocking(self.child.stdout.fileno(), False)
        self.selector.register(
            self.child.stdout, selectors.EVENT_READ, self.relay_output
        )
        report({"pid": self.child.pid})
        return True

    def listen_for_signals(self):
        reader, writer = socket.socketpair()
        reader.setblocking(False)
        writer.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        self.selector.register(
            reader, selectors.EVENT_READ, lambda wakeup: wakeup.recv(CHUNK)
        )
        self.wakeup = (reader, writer)

    def listen_for_lifelines(self, path):
        here = os.getcwd()
        folder, name = os.path.split(path)
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # A bare name keeps within the short limit on a socket's path.
        os.chdir(folder or here)
        if os.path.lexists(name):
            os.unlink(name)
        server.bind(name)
        os.chmod(name, 0o600)
        server.listen(1)
        os.chdir(here)
        self.selector.register(server, selectors.EVENT_READ, self.accept)

    def accept(self, server):
        connection, _ = server.accept()
        if self.lifeline is not None or self.kill_at is not None:
            connection.close()
            return
        self.take_lifeline(connection)
        connection.sendall(b"held\n")

    def take_lifeline(self, lifeline):
        self.lifeline = lifeline
        self.buffer = b""
        self.holding = False
        self.give_up_at = None
        self.selector.register(lifeline, selectors.EVENT_READ, self.listen)

    def listen(self, lifeline):
        try:
            data = os.read(lifeline.fileno(), CHUNK)
        except OSError:
            data = b""
        if not data:
            self.lose_lifeline()
            return
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            self.obey(line.decode().split())

    def obey(self, words):
        if words[:1] == ["stop"]:
            self.stop(float(words[1]))
        elif words == ["kill"]:
            self.stop(0)
        elif words == ["hold"]:
            self.holding = True

    def lose_lifeline(self):
        self.selector.unregister(self.lifeline)
        self.lifeline.close()
        self.lifeline = None
        if self.holding and self.options.socket:
            self.give_up_at = time.monotonic() + self.options.hold
            report({"held": True})
        else:
            self.stop(self.grace)

    def watch(self, pid):
        """Ends the command with that process, even where nobody reaps it."""
        if pid is None:
            return
        self.watched = pid
        try:
            self.pidfd = os.pidfd_open(pid)
        except (AttributeError, OSError):
            return  # not on this system: look once a second
        self.selector.register(
            self.pidfd, selectors.EVENT_READ, lambda _: self.lose_watched()
        )

    def lose_watched(self):
        if self.pidfd is not None:
            self.selector.unregister(self.pidfd)
            self.pidfd = None
        self.watched = None
        self.stop(self.options.orphan_grace)

    def must_look(self):
        return self.watched is not None and self.pidfd is None

    def timeout(self):
        now = time.monotonic()
        waits = [at - now for at in (self.kill_at, self.give_up_at) if at]
        if self.must_look():
            waits.append(1)
        return max(0, min(waits)) if waits else None

    def tick(self):
        now = time.monotonic()
        if self.must_look():
            try:
                os.kill(self.watched, 0)
            except ProcessLookupError:
                self.lose_watched()
            except PermissionError:
                pass  # somebody else's process, but there
        if self.give_up_at is not None and now >= self.give_up_at:
            self.give_up_at = None
            self.stop(self.grace)
        if self.kill_at is not None and now >= self.kill_at:
            self.kill_group()
            self.kill_at = now + 1

    def stop(self, grace):
        if self.child.poll() is not None:
            return
        kill_at = time.monotonic() + grace
        if self.kill_at is None:
            self.kill_at = kill_at
            if grace > 0:
                self.child.terminate()
        else:
            self.kill_at = min(self.kill_at, kill_at)

    def kill_group(self):
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass

    def relay_output(self, output):
        data = self.read(output)
        if data == b"":
            self.selector.unregister(output)
        elif data:
            self.write(data)

    def drain(self):
        while data := self.read(self.child.stdout):
            self.write(data)

    def read(self, output):
        try:
            return os.read(output.fileno(), CHUNK)
        except BlockingIOError:
            return None

    def write(self, data):
        try:
            if self.log:
                self.log.write(data)
            else:
                os.write(sys.stderr.fileno(), data)
        except OSError:
            # A full disk or a reader that has gone must not end the command.
            pass


def report(message):
    try:
        os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")
    except OSError:
        pass


def parse(arguments):
    parser = argparse.ArgumentParser(prog="guard.py", description=__doc__)
    parser.add_argument("--grace", type=float, default=10)
    parser.add_argument("--watch", type=int, metavar="PID")
    parser.add_argument("--orphan-grace", type=float, default=2)
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--log", metavar="FILE")
    parser.add_argument("--log-bytes", type=int, default=1 << 20)
    parser.add_argument("--socket", metavar="PATH")
    parser.add_argument("--hold", type=float, default=60)
    parser.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(Guard(parse(sys.argv[1:])).run())
