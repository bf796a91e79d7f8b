"""What only a browser can tell: no local page runs off a telephone's screen."""

import json
import re
import subprocess

import pytest

from framing.viewing.site import answer

PROBE = """<!doctype html><body><iframe id="f" src="page.html" style="width:360px;height:2000px"></iframe>
<pre id="out"></pre><script>
addEventListener("load", () => {
  const page = document.getElementById("f").contentDocument.documentElement
  document.getElementById("out").textContent = JSON.stringify([page.scrollWidth, page.clientWidth])
})</script>"""
LONG = "The scheme may fail, said " + "Extraordinarily" * 40 + " Long of the harbour. " + "x" * 3000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "asked", "sent"),
    [("/", {}, False), ("/article", {"number": "1"}, False), ("/paste", {"text": LONG, "title": LONG[:900]}, True)],
)
def test_page_fits_a_narrow_screen(chromium, site, tmp_path, path, asked, sent):
    (tmp_path / "page.html").write_bytes(answer(site, path, asked, sent=sent).body)
    (tmp_path / "probe.html").write_text(PROBE, encoding="utf-8")
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
         (tmp_path / "probe.html").as_uri()],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    wide, room = json.loads(re.search(r'<pre id="out">(.+?)</pre>', done.stdout)[1])
    assert wide <= room
