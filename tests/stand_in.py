"""A server on loopback that stands in for a chat model or a web hook: it speaks their protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes]


class StandIn:
    """What was asked, and what is answered: `answer` gets the request's JSON."""

    def __init__(self, answer: Callable[[Any], Reply]) -> None:
        self.answer = answer
        self.asked: list[Any] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.url = ""


@contextmanager
def serving(answer: Callable[[Any], Reply]) -> Iterator[StandIn]:
    """Serve until the block ends."""
    stand_in = StandIn(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stand_in.asked.append(json.loads(body))
            stand_in.headers.append(dict(self.headers))
            stand_in.paths.append(self.path)
            status, data = stand_in.answer(stand_in.asked[-1])
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", data.decode())
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chat(content: str) -> Reply:
    """Return the answer of a chat model, in OpenAI's form."""
    message = {"role": "assistant", "content": content}
    return 200, json.dumps({"choices": [{"index": 0, "message": message}]}).encode()


def as_json(value: object) -> Reply:
    """Return an answer of JSON."""
    return 200, json.dumps(value).encode()
