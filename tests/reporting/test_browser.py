"""What only a browser can tell: nothing runs off a narrow page, layers switch without a script."""

import json
import re
import subprocess

import pytest

from framing.reporting import render_html

PROBE = """<!doctype html><body><iframe id="f" src="report.html" style="width:{width}px;height:3000px"></iframe>
<pre id="out"></pre><script>
addEventListener("load", () => {{
  const page = document.getElementById("f").contentDocument
  const look = (selector, what) => getComputedStyle(page.querySelector(selector), null)[what]
  const found = {{width: page.documentElement.scrollWidth, clientWidth: page.documentElement.clientWidth}}
  found.wide = look(".chart.wide", "display"); found.narrow = look(".chart.narrow", "display")
  found.before = look(".running .loaded", "outlineColor")
  page.getElementById("show-loaded").checked = false
  found.after = look(".running .loaded", "outlineColor")
  found.quoted = look(".running .quoted", "borderBottomStyle")
  found.paraphrased = look(".running .paraphrased", "borderBottomStyle")
  document.getElementById("out").textContent = JSON.stringify(found)
}})</script>"""


@pytest.mark.parametrize("width", [360, 820, 1400])
@pytest.mark.slow
def test_page_fits_and_layers_switch(chromium, summary, tmp_path, width):
    (tmp_path / "report.html").write_text(render_html(summary), encoding="utf-8")
    (tmp_path / "probe.html").write_text(PROBE.format(width=width), encoding="utf-8")
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
         (tmp_path / "probe.html").as_uri()],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    found = json.loads(re.search(r'<pre id="out">(.+?)</pre>', done.stdout)[1])
    assert found["width"] <= found["clientWidth"]
    shown = ("none", "block") if width < 640 else ("block", "none")
    assert (found["wide"], found["narrow"]) == shown
    assert found["before"] != found["after"] == "rgba(0, 0, 0, 0)"
    assert (found["quoted"], found["paraphrased"]) == ("solid", "dotted")
