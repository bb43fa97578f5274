"""A network that forgets connections without telling either end."""

import contextlib
import socket
import threading


class HalfOpenProxy:
    """Forwards to the broker. What was open when it forgets is never heard of again."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._forgotten = threading.Event()
        self._sockets: list[socket.socket] = []
        self._closing = False
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def forget(self) -> None:
        """Swallow everything on the connections of now; new ones work."""
        self._forgotten.set()
        self._forgotten = threading.Event()

    def close(self) -> None:
        """End it with all connections.

        Closed only, a socket lives on in the thread that reads it, and the
        broker may give it a message.
        """
        self._closing = True
        with contextlib.suppress(OSError):
            # Wakes whoever waits for a connection.
            socket.create_connection(("127.0.0.1", self.port)).close()
        self._acceptor.join(10)
        self._listener.close()
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._closing:
                client.close()
                return
            server = socket.create_connection(self._target)
            self._sockets += [client, server]
            for source, sink in ((client, server), (server, client)):
                arguments = (source, sink, self._forgotten)
                threading.Thread(target=self._forward, args=arguments, daemon=True).start()

    @staticmethod
    def _forward(source: socket.socket, sink: socket.socket, forgotten: threading.Event) -> None:
        try:
            while data := source.recv(65536):
                if not forgotten.is_set():
                    sink.sendall(data)
            if not forgotten.is_set():
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
