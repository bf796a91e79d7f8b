"""JSON lines: one record a line, each for itself, so that a broken one costs only itself; and JSON as a whole."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping

from framing.articles.columns import article_of, as_string, guess_columns
from framing.articles.dates import day_comes_first
from framing.articles.decoding import MAX_LINE, decode_whole, decoded_lines, read_whole
from framing.articles.records import Found, Options, Rejected, Source, look_ahead
from framing.articles.tables import note_unused
from framing.errors import InputError


def read_json_lines(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of a JSONL file, a line at a time; a row's number is the number of its line."""
    with source.open() as stream:
        lines = enumerate(decoded_lines(source, stream, options.notes), start=1)
        parsed = ((number, _parse(line)) for number, line in lines if line.strip())
        yield from records_to_articles(parsed, source.name, options)


def read_json(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of a JSON file: a list of records, one record, or {"articles": [records]}."""
    text = decode_whole(source, read_whole(source), options.notes)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{source.name} {_problem_of(error)}") from None
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
        value = lists[0] if lists else [value]
    if not isinstance(value, list):
        raise InputError(f"{source.name} holds a {type(value).__name__}; a list of records is expected")
    records = (
        (row, item if isinstance(item, dict) else f"the record is a {type(item).__name__}, no object with named values")
        for row, item in enumerate(value, start=1)
    )
    yield from records_to_articles(records, source.name, options)


def records_to_articles(
    records: Iterator[tuple[int, Mapping[str, object] | str]], name: str, options: Options
) -> Iterator[Found | Rejected]:
    """Yield an article for each (row, record); a record that is a string is the reason why there is none."""
    known: dict[tuple[str, ...], dict[str, str] | str] = {}

    def fields_of(record: Mapping[str, object]) -> dict[str, str] | str:
        # records may differ in their keys; most share them, so the guess is made once per set of keys
        keys = tuple(record)
        if keys not in known:
            if len(known) > 10_000:  # keys that never repeat are data, not names: keep the memory bounded
                known.clear()
            try:
                known[keys] = guess_columns([str(key) for key in keys], options.columns)
            except InputError as error:
                known[keys] = str(error)
        return known[keys]

    first = look_ahead(records, lambda item: len(str(item[1])))
    dates: list[str] = []
    for _, record in first:
        if not isinstance(record, str) and isinstance(fields := fields_of(record), dict):
            dates.append(as_string(record.get(fields.get("published", ""), "")))
    day_first = day_comes_first(dates)
    noted = False
    for row, record in itertools.chain(first, records):
        if isinstance(record, str):
            yield Rejected(file=name, row=row, reason=record)
            continue
        fields = fields_of(record)
        if isinstance(fields, str):
            yield Rejected(file=name, row=row, reason=fields)
            continue
        if not noted:
            note_unused([str(key) for key in record], fields, name, options)
            noted = True
        yield article_of(record, fields, file=name, row=row, day_first=day_first)


def _parse(line: str) -> Mapping[str, object] | str:
    if len(line) >= MAX_LINE:
        return f"the line is longer than {MAX_LINE >> 20} MiB"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"the line {_problem_of(error)}"
    if not isinstance(value, dict):
        return f"the line holds a {type(value).__name__}, no object with named values"
    return value


def _problem_of(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is no valid JSON: nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"is no valid JSON from {line}character {error.colno} on"
    return f"is no valid JSON: {' '.join(str(error).split())[:100]}"
