"""TLS in front of the broker of the tests, whose build has none."""

import asyncio
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

#: The only name in the certificates.
HOST = "localhost"


def make_certificate(folder: Path) -> Path:
    """Make a certificate that is its own authority, and its key beside it."""
    folder.mkdir()
    certificate = folder / "certificate.pem"
    extensions = [f"subjectAltName=DNS:{HOST}", "keyUsage=critical,digitalSignature,keyCertSign"]
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *[argument for extension in extensions for argument in ("-addext", extension)],
            *("-keyout", str(folder / "key.pem"), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate


class TlsProxy:
    """Speaks TLS with whoever connects, and forwards to the broker in plain."""

    def __init__(self, certificate: Path, host: str, port: int) -> None:
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(certificate, certificate.with_name("key.pem"))
        self._target = (host, port)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(self._listen(), self._loop)
        self.port = listening.result(10)

    def close(self) -> None:
        """End it with all connections."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(
            self._serve, HOST, 0, ssl=self._context, family=socket.AF_INET
        )
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # What was broken off is closed in the loop's next rounds.
        await asyncio.sleep(0.1)

    async def _serve(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection(*self._target)
        try:
            await asyncio.gather(self._forward(source, questions), self._forward(answers, sink))
        finally:
            for writer in (questions, sink):
                writer.transport.abort()

    @staticmethod
    async def _forward(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
        sink.close()
