"""Through which of five generic frames is the story told? Yes or no to a few questions for each, averaged.

Counts: for each question of a frame, the words of lexicons/frames.csv that answer it, in headline and body and in
every voice, as a frame is a property of the whole story; a question is answered yes where one such word stands in
every 300 words; the frame's value is the share of its questions answered yes. The questions are Semetko and
Valkenburg's, put into our words and merged where words cannot part them:
responsibility: can somebody, or a level of government, ease the problem? is somebody to blame for it? is a solution
proposed? is action urgent? conflict: do parties disagree? does one reproach another? are two sides shown? are there
winners and losers? human interest: is there a human face? are there feelings? are people shown as affected? does it
go into private lives? economic: are there gains or losses? costs? economic consequences? morality: is there a moral
message? religion? a prescription how to behave?
Leaves out: what no listed word shows; irony; pictures, one of the questions of the original.
Blind spots: words say what a story is about rather than how it is framed; the longer the text, the rarer a yes.
Source: Semetko and Valkenburg (2000), Framing European politics, Journal of Communication 50; Odijk et al. (2013).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.shapes import Average, Floats
from framing.text import Spans

ITEMS = Lexicon.load("frames")
FRAMES = ("responsibility", "conflict", "human_interest", "economic", "morality")
_WORDS_PER_YES = 300


def find_frame_words(news: Analysed) -> Spans:
    """Return the words that answer a question of a frame, labelled frame:question, in text order."""
    return ITEMS.spans(news.batch)


def frame_score(news: Analysed, frame: str) -> Floats:
    """Return the share of a frame's questions that each article answers yes, NaN without words, shape (n_articles,)."""
    spans = news.found(find_frame_words)
    n = max(len(news), 1)
    words = np.bincount(news.batch.tokens.text[news.batch.is_word] % n, minlength=n)[: len(news)]
    questions = [code for code, label in enumerate(ITEMS.labels) if label.startswith(f"{frame}:")]
    yes = np.zeros(len(news))
    for code in questions:
        counts = np.bincount(spans.text[spans.label == code] % n, minlength=n)[: len(news)]
        yes += (counts > 0) & (counts * _WORDS_PER_YES >= words)
    return np.where(words > 0, yes / len(questions), np.nan)


@dataclass(frozen=True, kw_only=True)
class Checklist(Average):
    """An average of yes-or-no questions, with the words that answer them as evidence."""

    find: Callable[[Analysed], Spans]

    def find_spans(self, analysed: Analysed) -> Spans:
        return analysed.found(self.find)


def _measured(auc: str, f1: str, n: int) -> str:
    return (
        f"as a yes or no (half of the questions) F1 {f1}, as a rank AUC {auc}: {n} of 66 leads of US news have the "
        "frame, one coder, who also wrote the lists after reading the leads"
    )


def _frame(name: str, question: str, accuracy: str) -> Checklist:
    return Checklist(
        name=f"frame_{name}",
        family="frames",
        question=question,
        unit="share of the frame's questions answered yes, 0 to 1",
        higher_means="more of the frame's questions are answered yes",
        source="Semetko and Valkenburg (2000)",
        accuracy=accuracy,
        experimental=True,
        value=partial(frame_score, frame=name),
        find=find_frame_words,
    )


MEASURES = (
    _frame(
        "responsibility", "Is somebody made responsible for the problem or its solution?", _measured(".81", ".18", 9)
    ),
    _frame(
        "conflict", "Is the story told as a conflict between people, parties or countries?", _measured(".67", ".46", 42)
    ),
    _frame("human_interest", "Is the story told through people and their feelings?", _measured(".85", ".44", 6)),
    _frame("economic", "Is the story told by what it costs or gains?", _measured(".93", ".67", 7)),
    _frame("morality", "Is the story told in moral or religious terms?", _measured(".95", "0", 2)),
)
