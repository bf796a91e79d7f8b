"""`framing view DIR`: the pages of a run on this machine."""

from __future__ import annotations

import argparse
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the command `view` to the parser's subcommands."""
    view = commands.add_parser(
        "view", help="read and filter the articles of a run in a browser, and paste a text to see it marked"
    )
    view.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    view.add_argument("--port", type=int, metavar="N", help="port on this machine (default 8765; 0: any that is free)")
    view.add_argument("--no-browser", action="store_true", help="print the address and open nothing")
    view.add_argument("--engine", default="model", help="who finds attributions in a pasted text: model or rules")
    view.set_defaults(run=_view)


def _view(chosen: argparse.Namespace) -> int:
    from framing.viewing.server import PORT, view

    port = PORT if chosen.port is None else chosen.port
    view(chosen.folder, port=port, browser=not chosen.no_browser, engine=chosen.engine)
    return 0
