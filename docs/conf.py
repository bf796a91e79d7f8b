"""How the site is built: `python -m sphinx -W --keep-going docs docs/_build`. Nothing is fetched."""

import logging as standard_logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # generated.py and running.py

from generated import docstring_as_rst, fill_in, with_outputs
from running import BlockFailed
from sphinx.util import logging

from framing.manifest import package_version

project = "framing"
author = "The framing contributors"
copyright = author
release = package_version()
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "framing"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"footer_icons": []}
default_role = "code"
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
maximum_signature_line_length = 88
python_display_short_literal_types = True


for name in ("fontTools", "traitlets"):  # figures and notebooks of the examples are made in this very process
    standard_logging.getLogger(name).setLevel("WARNING")


def setup(app):
    """Fill pages with what the code says of itself, and show what their blocks print."""
    app.connect("source-read", _read)
    app.connect("autodoc-process-docstring", _process_docstring)


def _read(app, page, source):
    try:
        source[0] = with_outputs(fill_in(source[0]), page)
    except BlockFailed as error:
        logging.getLogger(__name__).warning(str(error), location=page)


def _process_docstring(app, what, name, obj, options, lines):
    lines[:] = docstring_as_rst(lines)
