"""The pages over HTTP, on this machine only: other machines cannot reach them, other websites cannot ask for them."""

from __future__ import annotations

import errno
import sys
import traceback
import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from framing.errors import InputError
from framing.viewing.pasting import MOST_CHARACTERS
from framing.viewing.site import Answer, Site, answer, open_site, refusal, too_long

HOST = "127.0.0.1"
PORT = 8765
MOST_BYTES = 12 * MOST_CHARACTERS + 10_000  # a character outside Latin takes up to twelve bytes in a form
_MOST_DROPPED = 64_000_000  # read and forgotten, so that the browser shows our sentence and no broken connection
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser that keeps a connection open does not hold up Ctrl-C
    site: Site

    @property
    def names(self) -> tuple[str, str]:
        """Return under which names this server may be asked: a page of elsewhere that renames itself is refused."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 60  # seconds for a request to arrive
    server_version, sys_version = "framing", ""

    def do_GET(self) -> None:
        self._serve(None)

    def do_HEAD(self) -> None:
        self._serve(None)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            self._send(refusal("A form needs to say how long it is.", status=411))
            return
        if int(length) > MOST_BYTES:
            self._drop(int(length))
            self._send(self._refused() or too_long(int(length)))
            return
        self._serve(self.rfile.read(int(length)))

    def _serve(self, form: bytes | None) -> None:
        refused = self._refused()
        if refused is not None:
            self._send(refused)
            return
        address = urlsplit(self.path)
        try:
            fields = address.query if form is None else form.decode("utf-8", "replace")
            asked = dict(parse_qsl(fields, keep_blank_values=True, max_num_fields=20))
            made = answer(self.server.site, address.path, asked, sent=form is not None)
        except ValueError:
            made = refusal("This address or form cannot be read.", status=400)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            made = refusal("Something in framing failed; what it was stands where framing was started.", status=500)
        self._send(made)

    def _refused(self) -> Answer | None:
        """Return a refusal of what did not come from our own pages, None for what did."""
        if self.headers.get("Host", "") not in self.server.names:
            return refusal(f"These pages are to be had at http://{self.server.names[0]}/ only.", status=421)
        origin = self.headers.get("Origin")
        if origin is not None and origin not in [f"http://{name}" for name in self.server.names]:
            return refusal("A page from elsewhere may not send anything here.", status=403)
        return None

    def _drop(self, length: int) -> None:
        left = min(length, _MOST_DROPPED)
        while left > 0 and (read := len(self.rfile.read(min(left, 65_536)))):
            left -= read
        self.close_connection = True

    def _send(self, made: Answer) -> None:
        self.send_response(made.status)
        headers = {"Content-Type": made.kind, "Content-Length": str(len(made.body)), **_HEADERS}
        for name, value in {**headers, "Content-Security-Policy": made.policy}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(made.body)

    def log_message(self, format: str, *args: object) -> None:
        """Write no line for each request: what is read and pasted is nobody else's business."""


def make_server(folder: str | Path, *, port: int = PORT, engine: str = "model") -> _Server:
    """Return a server of the pages of a result folder, bound to 127.0.0.1 but not yet serving; port 0: any free one.

    Raises InputError for a folder without results and a port that cannot be had.
    """
    if not 0 <= port <= 65_535:
        raise InputError(f"port {port} does not exist; give one from 1024 to 65535, or 0 for any that is free")
    site = open_site(folder, engine=engine)
    try:
        server = _Server((HOST, port), _Handler)
    except OSError as error:
        taken = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
        raise InputError(f"port {port} {taken}; give another with --port, or 0 for any that is free") from None
    server.site = site
    return server


def view(folder: str | Path, *, port: int = PORT, browser: bool = True, engine: str = "model") -> None:
    """Serve the pages of a result folder on this machine until Ctrl-C; open them in a browser unless told not to."""
    with make_server(folder, port=port, engine=engine) as server:
        address = f"http://{server.names[0]}/"
        try:
            print(f"{address} shows {folder}, on this machine only; Ctrl-C ends it", flush=True)
            if browser:
                webbrowser.open(address)
            server.serve_forever()
        except KeyboardInterrupt:
            print()
