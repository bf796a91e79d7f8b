"""How often do the words of a list of your own occur? A lexicon file becomes a measure.

Counts: every match of the terms, longest first, labelled by the column `label` of the file.
Leaves out: nothing; a list of strings knows no context, so read the words behind the number.
Blind spots: every other sense of a term.
Source: the list's own; state it in its column `source`.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from framing.errors import InputError
from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.shapes import Rate
from framing.text import Spans


def find_terms(news: Analysed, lexicon: Lexicon) -> Spans:
    """Return every match of the list, whoever's voice it is in."""
    return lexicon.spans(news.batch)


def own_family(name: str | Path) -> str:
    """Return what the measure of a lexicon file is called: the file's name in small letters, _ for other signs.

    >>> own_family("My words.csv")
    'my_words'
    """
    family = re.sub(r"\W+", "_", Path(name).stem.lower()).strip("_")
    if not family:
        raise InputError(f"the file name {Path(name).name!r} gives no measure name; use letters or digits")
    return family


def own_measure_name(name: str | Path) -> str:
    """Return the measure's name, which is its column of the feature table.

    >>> own_measure_name("mine.csv")
    'mine_per_1000_words'
    """
    return f"{own_family(name)}_per_1000_words"


def lexicon_measure(path: str | Path) -> Rate:
    """Return a measure that counts the terms of a user's lexicon: a CSV file with a column `term`.

    The measure is called after the file: mine.csv becomes mine_per_1000_words. Columns label, source and note
    may follow; InputError names file and row where something is wrong.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "colours.csv").write_text("term,label\\nred,warm\\nblue,cold\\n")
    ...     print(lexicon_measure(Path(folder, "colours.csv")).name)
    colours_per_1000_words
    """
    lexicon = Lexicon.read(path)
    family = own_family(path)
    sources = tuple(dict.fromkeys(source for source in lexicon.sources if source))
    return Rate(
        name=own_measure_name(path),
        family=family,
        question=f"How often do the {len(lexicon)} terms of {Path(path).name} occur?",
        higher_means="more of the listed terms",
        source="; ".join(sources) or f"the user's list {Path(path).name}",
        accuracy="not measured: a user's list, matched as strings",
        find=partial(find_terms, lexicon=lexicon),
    )
