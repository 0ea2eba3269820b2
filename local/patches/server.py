"""How HTTP is spoken with the proxy, which is all that the emulator is asked by.

Hypercorn takes half of the time of a request: it holds each header to the grammar of HTTP, and hands a request on by tasks,
queues and events of its own. What the proxy passes on has been read by Node already, and has its length.
"""

import asyncio
import logging
import signal
from http import HTTPStatus
from urllib.parse import unquote

import hypercorn.asyncio

_log = logging.getLogger("ministack")


def apply():
    hypercorn.asyncio.serve = _serve


async def _serve(app, config):
    """Until the process is asked to end."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, asked.set)

    turns = asyncio.Queue()
    done = asyncio.Queue()
    life = loop.create_task(app({"type": "lifespan", "state": {}}, turns.get, done.put))
    await turns.put({"type": "lifespan.startup"})
    await done.get()
    host, _, port = config.bind[0].rpartition(":")
    server = await loop.create_server(
        lambda: _Connection(app, loop), host, int(port), backlog=config.backlog
    )

    await asked.wait()
    server.close()
    await turns.put({"type": "lifespan.shutdown"})
    await done.get()
    life.cancel()


class _Connection(asyncio.Protocol):
    """One request after the other: the proxy sends the next when it has the answer."""

    def __init__(self, app, loop):
        self._app = app
        self._loop = loop
        self._received = bytearray()
        self._gone = asyncio.Event()
        self._scope = None
        self._task = None

    def connection_made(self, transport):
        self._transport = transport
        self._client = transport.get_extra_info("peername")[:2]
        self._server = transport.get_extra_info("sockname")[:2]

    def connection_lost(self, _):
        self._gone.set()

    def data_received(self, data):
        self._received += data
        self._take()

    def _take(self):
        if self._task is not None:
            return
        if self._scope is None:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            self._begin(bytes(self._received[:end]).split(b"\r\n"))
            del self._received[: end + 4]
        if self._scope is None or len(self._received) < self._length:
            return

        body = bytes(self._received[: self._length])
        del self._received[: self._length]
        self._task = self._loop.create_task(self._answered(self._scope, body))

    def _begin(self, lines):
        method, target, version = lines[0].split(b" ")
        path, _, query = target.partition(b"?")
        headers = []
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            headers.append((name.lower(), value.strip()))
        named = dict(headers)
        if b"transfer-encoding" in named:
            self._transport.write(_head(411, [(b"content-length", b"0"), (b"connection", b"close")]))
            self._transport.close()
            return

        self._length = int(named.get(b"content-length", b"0"))
        self._is_last = named.get(b"connection", b"").lower() == b"close"
        self._scope = {
            "type": "http",
            "http_version": version[5:].decode(),
            "asgi": {"spec_version": "2.1", "version": "3.0"},
            "method": method.decode(),
            "scheme": "http",
            "path": unquote(path.decode("ascii")),
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": headers,
            "client": self._client,
            "server": self._server,
            "state": {},
            "extensions": {},
        }
        if named.get(b"expect", b"").lower() == b"100-continue":
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    async def _answered(self, scope, body):
        received = [{"type": "http.request", "body": body, "more_body": False}]
        answer = _Answer(scope["method"], self._transport)

        async def receive():
            if received:
                return received.pop()
            await self._gone.wait()
            return {"type": "http.disconnect"}

        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
        answer.end()

        self._task = self._scope = None
        if self._is_last:
            self._transport.close()
        else:
            self._take()


class _Answer:
    """Sent when it is whole, head and body at once: each write wakes who reads it, and the proxy collects a body anyway."""

    def __init__(self, method, transport):
        self._has_body = method != "HEAD"
        self._transport = transport
        self._status = 500
        self._headers = []
        self._body = b""
        self.is_whole = False

    async def send(self, message):
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self.end()

    def end(self):
        if self.is_whole:
            return
        self.is_whole = True
        is_measured = any(name.lower() == b"content-length" for name, _ in self._headers)
        if self._has_body and not is_measured:
            self._headers.append((b"content-length", b"%d" % len(self._body)))
        if not self._transport.is_closing():
            body = self._body if self._has_body else b""
            self._transport.write(_head(self._status, self._headers) + body)


def _head(status, headers):
    lines = [b"HTTP/1.1 %d %b" % (status, _phrase(status))]
    lines += [b"%b: %b" % header for header in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _phrase(status):
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""
