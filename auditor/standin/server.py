"""The sockets: one thread for each connection on the loopback address, plain or over TLS, with faults and quotas."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from auditor.standin.exchange import Reply, Request, json_reply
from auditor.standin.faults import Fault, Faults
from auditor.standin.quota import Meter, bucket_of, spent_reply

LOOPBACK: Final = "127.0.0.1"
MAX_BODY: Final = 4 * 1024 * 1024
"""Bytes of a request's body: 2,000 paths are less than one megabyte."""
_IDLE: Final = 60.0
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


@dataclass(frozen=True, kw_only=True)
class Served:
    """One request that came in. `path` is path and query as sent; `status` is 0 where the connection was broken."""

    method: str
    path: str
    status: int


class Server(ThreadingHTTPServer):
    """Listens on the loopback address alone."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(  # noqa: PLR0913 - the parts that the stand-in puts together
        self,
        port: int,
        answer: Callable[[Request], Reply],
        *,
        faults: Faults,
        meter: Meter,
        served: list[Served],
        context: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.answer = answer
        self.faults = faults
        self.meter = meter
        self.served = served
        self.context = context
        self.base = f"{'https' if context else 'http'}://{LOOPBACK}:{self.server_port}"
        self._open: set[socket.socket] = set()

    def server_bind(self) -> None:
        """Bind without asking a name server for our own name, which the parent does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept; the handshake of TLS is left to the connection's own thread."""
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Close a connection, whole or broken."""
        self._open.discard(request)
        with contextlib.suppress(OSError):
            super().shutdown_request(request)

    def close_all(self) -> None:
        """Stop listening and break the connections that are still kept alive."""
        self.server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news; anything else is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "recordings"
    sys_version = ""
    timeout = _IDLE
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_GET  # noqa: N815 - as above

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Nothing: `served` is the log."""

    def _serve(self) -> None:
        request = self._request()
        if request is None:
            return
        bucket = bucket_of(request)
        fault = self.server.faults.take(request.target)
        if fault and fault.delay:
            time.sleep(fault.delay)
        if fault and fault.reset:
            self._note(0)
            self._break()
            return
        reply = self._reply(request, bucket, fault)
        if reply.status == HTTPStatus.NOT_MODIFIED and bucket == "github" and request.authorized:
            self.server.meter.refund(bucket)
        self._note(reply.status)
        told = {**self.server.meter.headers(bucket), **reply.headers}
        self._send(Reply(status=reply.status, headers=told, body=reply.body), cut=bool(fault and fault.truncate))

    def _reply(self, request: Request, bucket: str, fault: Fault | None) -> Reply:
        if not self.server.meter.spend(bucket):
            return spent_reply(bucket)
        if fault and fault.replaces:
            return fault.applied(request, Reply())
        try:
            ordinary = self.server.answer(request)
        except Exception as error:  # noqa: BLE001 - a client must see that the stand-in itself failed
            return json_reply(
                {"error": f"the stand-in failed: {type(error).__name__}: {error}"}, HTTPStatus.INTERNAL_SERVER_ERROR
            )
        return fault.applied(request, ordinary) if fault else ordinary

    def _request(self) -> Request | None:
        told = self.headers.get("Content-Length", "0")
        if not told.isdecimal() or int(told) > MAX_BODY or self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        return Request(
            method=self.command,
            target=self.path,
            base=self.server.base,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(told)),
        )

    def _note(self, status: int) -> None:
        # Before the reply goes out, so that whoever has the reply finds it counted.
        self.server.served.append(Served(method=self.command, path=self.path, status=int(status)))

    def _send(self, reply: Reply, *, cut: bool) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body[: len(reply.body) // 2] if cut else reply.body)
        self.wfile.flush()
        if cut:
            self.close_connection = True

    def _break(self) -> None:
        """Close at once: the other side sees a reset where the socket is plain, an early end over TLS."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            # A shutdown first would send an orderly end; detaching skips it.
            socket.socket(fileno=self.connection.detach()).close()
