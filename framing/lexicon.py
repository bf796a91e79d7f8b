"""Word lists in, matches out: the terms of a CSV file, found in a whole batch, longest first.

A lexicon is a CSV file with the columns term, label, source and note. `label` is the kind a match is
counted as, `source` says who attests the entry. Terms are written as they stand in a text, one row for
each inflected form; case does not matter, and words of a term are parted by one space.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.text import Batch, HashIndex, Spans, once

_STEP = np.uint64(0xD6E8FEB86659FD93)  # an odd number that mixes the words of a term


_LONGEST_LABEL = 60  # characters; it heads columns and legends


@dataclass(frozen=True)
class Matches:
    """Columns of equal length, in text order: first, last (tokens, half-open), entry (row of the lexicon)."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    entry: NDArray[np.int32]
    lexicon: Lexicon

    def __len__(self) -> int:
        return int(self.first.size)

    def __getitem__(self, which: NDArray[np.bool_]) -> Matches:
        return Matches(self.first[which], self.last[which], self.entry[which], self.lexicon)

    @property
    def label(self) -> NDArray[np.int16]:
        """The label of each match, as a code into `lexicon.labels`."""
        return self.lexicon.label_codes[self.entry]

    def is_term(self, *terms: str) -> NDArray[np.bool_]:
        """Return which matches are one of these terms."""
        wanted = np.zeros(len(self.lexicon), dtype=np.bool_)
        wanted[[row for term in terms for row in self.lexicon.rows_of.get(term, ())]] = True
        return wanted[self.entry]

    def is_label(self, *labels: str) -> NDArray[np.bool_]:
        """Return which matches carry one of these labels."""
        wanted = [code for code, label in enumerate(self.lexicon.labels) if label in labels]
        return np.isin(self.label, np.array(wanted, dtype=np.int16))

    def spans(self, batch: Batch) -> Spans:
        """Return the matches as spans with their labels."""
        return batch.spans(self.first, self.last, self.label, self.lexicon.labels)


@dataclass(frozen=True)
class Lexicon:
    """Terms with their labels and the sources that attest them."""

    name: str
    terms: tuple[str, ...]
    entry_labels: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def load(cls, name: str) -> Lexicon:
        """Return a lexicon that comes with the package.

        >>> "reportedly" in Lexicon.load("hedging").terms
        True
        """
        text = files("framing").joinpath("lexicons", f"{name}.csv").read_text(encoding="utf-8")
        return cls._parse(text, name, f"{name}.csv")

    @classmethod
    def read(cls, path: str | Path) -> Lexicon:
        """Return a lexicon from a user's CSV file; raise InputError with file and row where it is wrong."""
        path = Path(path)
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise InputError(f"no lexicon file at {str(path)!r}; give a CSV file with a column 'term'") from None
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path.name} is not UTF-8 (byte {error.start}); save the lexicon as CSV in UTF-8"
            ) from None
        return cls._parse(text, path.stem, path.name)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]], name: str = "lexicon") -> Lexicon:
        """Return a lexicon from mappings with the keys term and, if wanted, label, source, note.

        >>> Lexicon.from_rows([{"term": "regime", "label": "loaded"}]).spans(Batch(["The regime fell."])).names
        ['loaded']
        """
        rows = list(rows)
        column = {
            key: tuple((row.get(key) or "").strip() for row in rows) for key in ("term", "label", "source", "note")
        }
        return cls(name, column["term"], column["label"], column["source"], column["note"])

    @classmethod
    def _parse(cls, text: str, name: str, file: str) -> Lexicon:
        if "\0" in text:
            raise InputError(f"{file} is not UTF-8 text (it holds zero bytes); save the lexicon as CSV in UTF-8")
        reader = csv.DictReader(text.splitlines())
        if "term" not in (reader.fieldnames or ()):
            given = ", ".join(reader.fieldnames or ()) or "nothing"
            raise InputError(
                f"{file} has no column 'term' (found: {given}); a lexicon needs term, and may have label, source, note"
            )
        rows, seen = [], dict[str, int]()
        for row in reader:
            if None in row:
                raise InputError(
                    f"{file} row {reader.line_num} has more cells than the head; put a term with a comma in quotes"
                )
            term = " ".join((row.get("term") or "").split())
            if not term:
                raise InputError(f"{file} row {reader.line_num}: the term is empty; give one word or phrase a row")
            same = term.lower().replace("’", "'")
            if same in seen:
                raise InputError(f"{file} row {reader.line_num}: {term!r} stands in row {seen[same]} already; keep one")
            seen[same] = reader.line_num
            _check_label(row.get("label") or "", f"{file} row {reader.line_num}")
            rows.append({**row, "term": term})
        if not rows:
            raise InputError(f"{file} holds no terms; give one word or phrase a row")
        unlabelled = [
            number for number, row in zip(seen.values(), rows, strict=True) if not (row.get("label") or "").strip()
        ]
        if 0 < len(unlabelled) < len(rows):
            raise InputError(
                f"{file} row {unlabelled[0]}: the label is empty, others have one; label every term or none"
            )
        return cls.from_rows(rows, name)

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels that occur, in order of first use."""
        return tuple(dict.fromkeys(self.entry_labels)) or ("",)

    @cached_property
    def label_codes(self) -> NDArray[np.int16]:
        """The label of each entry as a code into `labels`."""
        return np.array([self.labels.index(label) for label in self.entry_labels], dtype=np.int16)

    @cached_property
    def rows_of(self) -> dict[str, list[int]]:
        """The rows of each term."""
        rows: dict[str, list[int]] = {}
        for row, term in enumerate(self.terms):
            rows.setdefault(term, []).append(row)
        return rows

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of terms and labels, for the manifest of a run."""
        lines = (f"{term}\t{label}\n" for term, label in zip(self.terms, self.entry_labels, strict=True))
        return sha256("".join(lines).encode()).hexdigest()

    @cached_property
    def _paths(self) -> _Paths:
        return _Paths.build(self.terms)

    def find(self, batch: Batch) -> Matches:
        """Return where the terms stand in the batch; at each word the longest term wins, and none overlap."""
        return once(batch, f"terms {self.digest}", lambda: self._find(batch))

    def _find(self, batch: Batch) -> Matches:
        first, length, entry = self._paths.walk(batch)
        last = first + length
        overlaps = np.flatnonzero(first[1:] < np.maximum.accumulate(last)[:-1]) + 1  # with any match before it
        if overlaps.size:
            keep = np.ones(first.size, dtype=np.bool_)
            for row in overlaps.tolist():
                before = row - 1
                while not keep[before]:
                    before -= 1
                keep[row] = first[row] >= last[before]
            first, last, entry = first[keep], last[keep], entry[keep]
        return Matches(first, last, entry, self)

    def spans(self, batch: Batch) -> Spans:
        """Return every match as a span labelled by its kind."""
        return self.find(batch).spans(batch)


def _check_label(label: str, where: str) -> None:
    """Raise InputError for a label that cannot stand in a table or a chart."""
    if len(label) > _LONGEST_LABEL or not label.isprintable():
        raise InputError(
            f"{where}: the label {label[:_LONGEST_LABEL]!r} cannot be used; a label is one line of at most "
            f"{_LONGEST_LABEL} characters"
        )


@dataclass(frozen=True)
class _Paths:
    """Every beginning of every term as one hash: what it completes, and whether a longer term goes on."""

    index: HashIndex
    completes: NDArray[np.int32]
    goes_on: NDArray[np.bool_]
    longest: int

    @classmethod
    def build(cls, terms: tuple[str, ...]) -> _Paths:
        batch = Batch(terms)
        completes, goes_on = dict[int, int](), set[int]()
        longest = 1
        bounds = np.searchsorted(batch.tokens.text, np.arange(len(terms) + 1))
        for row, (begin, end) in enumerate(pairwise(bounds.tolist())):
            state = np.zeros(1, dtype=np.uint64)
            longest = max(longest, int(end - begin))
            for place in range(begin, end):
                state = batch.tokens.folded[place : place + 1] + state * _STEP
                if place + 1 < end:
                    goes_on.add(int(state[0]))
                else:
                    completes.setdefault(int(state[0]), row)
        states = sorted(goes_on | set(completes))
        return cls(
            HashIndex(np.array(states, dtype=np.uint64)),
            np.array([*(completes.get(state, -1) for state in states), -1], dtype=np.int32),
            np.array([*(state in goes_on for state in states), False], dtype=np.bool_),
            longest,
        )

    def walk(self, batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Return first token, number of tokens and entry of the longest term at each place that has one."""
        tokens = batch.tokens
        rows = self.index.find(tokens.folded)
        place = np.flatnonzero(rows >= 0)
        rows = rows[place]
        entry = self.completes[rows].copy()
        length = np.ones(place.size, dtype=np.int64)
        walking = np.flatnonzero(self.goes_on[rows])
        state = tokens.folded[place[walking]]
        for step in range(1, self.longest):
            at = place[walking] + step
            inside = at < len(tokens)
            walking, at, state = walking[inside], at[inside], state[inside]
            state = tokens.folded[at] + state * _STEP
            rows = self.index.find(state)
            hit = (rows >= 0) & (tokens.text[at] == tokens.text[place[walking]])
            walking, state, rows = walking[hit], state[hit], rows[hit]
            done = self.completes[rows] >= 0
            entry[walking[done]] = self.completes[rows[done]]
            length[walking[done]] = step + 1
            more = self.goes_on[rows]
            walking, state = walking[more], state[more]
            if not walking.size:
                break
        found = entry >= 0
        return place[found], length[found], entry[found]
