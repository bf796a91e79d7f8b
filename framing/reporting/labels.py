"""The fixed words of a report in other languages: headings, names of columns, charts and layers.

Each language is one file, labels/<code>.toml, a line per label: "What was found" = "Was gefunden wurde". The English
words are the keys. What a file lacks stays English, as do findings, method, codebook and everything from articles;
the page says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from html import escape, unescape
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts import (
    countries,
    distinctive_words,
    names,
    quote_positions,
    same_event,
    source_mix,
    verb_stance,
    who_is_quoted,
    wording_profile,
)  # fmt: skip
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.reporting.summary import Summary

Labels = Mapping[str, str]
ENGLISH: Labels = {}
_FOLDER = files("framing.reporting").joinpath("labels")
_TEMPLATES = files("framing.reporting").joinpath("templates")
# Words inside drawings that stand in no list.
_IN_CHARTS = ("all sources", "all stances", "distancing", "endorsing", "share, count", "start", "middle", "end")
_SAID = re.compile(r'say\("([^"]+)"\)')
_DRAWN = re.compile(r"(?<=>)([^<>\n]+)(?=</text>)")


def shipped_languages() -> list[str]:
    """Return the codes of the languages that labels are shipped in.

    >>> shipped_languages()
    ['de', 'fr']
    """
    return sorted(entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir() if entry.name.endswith(".toml"))


def load_labels(wanted: str | PathLike[str] | None) -> tuple[str, Labels]:
    """Return the language and the labels of a shipped language ("de") or of a TOML file; None is English.

    Raises InputError for a language that is not shipped, a file that is no TOML, and a key that no report shows.

    >>> load_labels("de")[1]["What was found"]
    'Was gefunden wurde'
    """
    if wanted is None or str(wanted) == "en":
        return "en", ENGLISH
    shipped = shipped_languages()
    if str(wanted) in shipped:
        language, text = str(wanted), _FOLDER.joinpath(f"{wanted}.toml").read_text(encoding="utf-8")
    elif Path(wanted).is_file():
        language, text = Path(wanted).stem, _read(Path(wanted))
    else:
        raise InputError(f"no labels in {str(wanted)!r}; there are en, {', '.join(shipped)}, or give a file, my.toml")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{Path(wanted).name} is not TOML: {error}") from None
    known = label_keys()
    for key, value in found.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "the keys are the English words"
            raise InputError(f"{Path(wanted).name}: no report shows {key!r}; {hint}")
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{Path(wanted).name}: the label of {key!r} is {value!r}; it should be text")
    return (language if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language) else "und"), found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save the labels as UTF-8") from None


@lru_cache(maxsize=1)
def label_keys() -> tuple[str, ...]:
    """Return every English label that can be translated, in the order in which they are looked for."""
    from framing.reporting.html import LAYER_NAMES
    from framing.reporting.summary import CERTAINTIES

    of_templates = [
        key
        for name in ("report.html", "article.html", "report.typ")
        for key in _SAID.findall(_TEMPLATES.joinpath(name).read_text(encoding="utf-8"))
    ]
    charts = (
        wording_profile, distinctive_words, source_mix, who_is_quoted, countries, verb_stance, quote_positions,
    )  # fmt: skip
    of_charts = [text for chart in charts for text in (chart.TITLE, chart.SUBTITLE)]
    of_names = [*names.SOURCE_TYPES.values(), *names.STANCES.values(), *LAYER_NAMES.values()]
    of_measures = [say(name) for name in wording_profile.MEASURES for say in (names.measure_name, names.measure_unit)]
    titles = (same_event.TITLE, same_event.TITLE_UNMATCHED)
    every = [*of_templates, *of_names, *of_measures, *titles, *of_charts, *_IN_CHARTS, *CERTAINTIES.values()]
    return tuple(dict.fromkeys(every))


def speaker(labels: Labels) -> Callable[[str], str]:
    """Return a function that says an English label in these labels' language.

    >>> speaker({"Outlet": "Medium"})("Outlet"), speaker({})("Outlet")
    ('Medium', 'Outlet')
    """
    return lambda text: labels.get(text, text)


def in_labels(summary: Summary, language: str, labels: Labels) -> dict[str, Any]:
    """Return a summary whose fixed words are those of the labels, also in the drawings."""
    say = speaker(labels)
    drawn = ("svg", "svg_narrow")
    return {
        **summary,
        "language": language,
        "labels": dict(labels),
        "certainties": {key: say(text) for key, text in summary["certainties"].items()},
        "figures": [
            {
                **figure,
                "title": say(figure["title"]),
                "subtitle": say(figure["subtitle"]),
                **{name: _redrawn(figure[name], labels) for name in drawn},
            }
            for figure in summary["figures"]
        ],
    }


def _redrawn(svg: str, labels: Labels) -> str:
    """Return a drawing in which each text that is a label is said in its language; others stay."""
    return _DRAWN.sub(lambda found: escape(labels.get(unescape(found[0]), unescape(found[0])), quote=False), svg)
