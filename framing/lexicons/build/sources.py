"""Writes roles.csv, organisations.csv, countries.csv and persons.csv from the *_entries.txt files beside it.

Run `python framing/lexicons/build/sources.py` after a change to an entry; plurals are generated here, so that an
entry is written once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

HERE = Path(__file__).parent
_ATTESTED = {  # who says that such a word means this kind of source
    "politician": "codebook", "official": "codebook", "expert": "SOC 2018", "business": "SOC 2018",
    "civil_society": "GMMP 2020", "citizen": "GMMP 2020", "media": "SOC 2018", "document": "Spangher 2023",
    "unknown": "codebook",
}  # fmt: skip


def entries(name: str) -> Iterator[list[str]]:
    """Yield the fields of each entry line."""
    for line in (HERE / f"{name}_entries.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def plural(noun: str) -> str:
    """Return the regular plural of an English noun."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def role_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of roles.csv: singular nouns and, where there is one, their plural."""
    for label, kind, nouns in entries("roles"):
        for noun in nouns.split(","):
            sex = {"(f)": "she", "(m)": "he"}.get(noun[-3:], "")
            noun = noun.removesuffix("(f)").removesuffix("(m)").strip()
            noun, _, irregular = noun.partition("=")
            no_plural = noun.endswith("-")
            noun = noun.rstrip("-")
            yields = "yes" if noun.endswith("+") else ""
            noun = noun.rstrip("+")
            row = {"label": label, "source": _ATTESTED[label], "kind": kind, "yields": yields, "agrees": sex}
            yield {"term": noun, **row, "note": ""}
            if kind in ("person", "document") and not no_plural and not noun.endswith("s"):
                many = "group" if kind == "person" else kind
                yield {
                    "term": irregular or plural(noun),
                    **row,
                    "kind": many,
                    "agrees": "",
                    "note": f"plural of {noun}",
                }


def people_rows() -> Iterator[dict[str, str]]:
    """Yield the names of peoples as groups of citizens: "Mexicans", "Danes"."""
    for country, *fields in entries("countries"):
        if not country.startswith(">"):
            for term in fields[0].split(","):
                if term.endswith("s") and term not in ("US", "Swiss", "States") and "." not in term:
                    yield {
                        "term": term.lower(), "label": "citizen", "source": "CIA World Factbook", "kind": "group",
                        "yields": "", "agrees": "", "note": f"people of {country}",
                    }  # fmt: skip


def organisation_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of organisations.csv."""
    for fields in entries("organisations"):
        label, kind, country, terms = fields
        for term in terms.split(","):
            yield {
                "term": term, "label": label, "source": "general reference", "kind": kind,
                "country": "" if country == "none" else country, "note": "",
            }  # fmt: skip


def person_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of persons.csv."""
    for label, country, terms, *roles in entries("persons"):
        for term in terms.split(","):
            yield {
                "term": term.removeprefix("~"), "label": label, "source": "general reference",
                "country": "" if country == "none" else country, "roles": ";".join(roles).replace(",", ";"),
                "note": "by full name only" if term.startswith("~") else "",
            }  # fmt: skip


def country_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of countries.csv: names, adjectives, seats of government."""
    for country, *fields in entries("countries"):
        if country.startswith(">"):
            for term in fields[0].split(","):
                yield {
                    "term": term, "label": country[1:], "source": "ISO 3166-2",
                    "kind": "region", "code": "", "note": "",
                }  # fmt: skip
            continue
        adjectives, seats, code = fields
        for kind, terms in (("name", country), ("adjective", adjectives), ("seat", seats)):
            for term in filter(None, terms.split(",")):
                is_code = kind == "adjective" and (term.isupper() or "." in term or term in _OTHER_NAMES)
                yield {
                    "term": term, "label": country, "source": "ISO 3166-1" if kind == "name" else "CIA World Factbook",
                    "kind": "name" if is_code else kind, "code": code, "note": "",
                }  # fmt: skip


_OTHER_NAMES = ("Britain", "Great Britain", "America", "United States of America", "Burma", "Czechia", "Türkiye")


def accusing_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of accusing_verbs.csv: every form of each verb."""
    for (verbs,) in entries("accusing_verbs"):
        for verb in verbs.split(","):
            stem = verb.removesuffix("e")
            irregular = {"slam": ("slammed", "slamming"), "pan": ("panned", "panning"), "rap": ("rapped", "rapping")}
            past, ing = irregular.get(verb, (stem + "ed", stem + "ing"))
            for form in (verb, plural(verb), past, ing):
                note = "" if form == verb else f"form of {verb}"
                yield {"term": form, "label": "accusing", "source": "Levin 1993 33 (judgment verbs)", "note": note}


def write(name: str, rows: Iterator[dict[str, str]]) -> int:
    """Write one lexicon, first entry of a term wins; return how many entries it has."""
    kept: dict[str, dict[str, str]] = {}
    for row in rows:
        kept.setdefault(row["term"].lower(), row)
    columns = list(next(iter(kept.values())))
    columns = ["term", "label", "source", "note", *(c for c in columns if c not in ("term", "label", "source", "note"))]
    with (HERE.parent / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept.values())
    return len(kept)


if __name__ == "__main__":
    print("roles", write("roles", chain(role_rows(), people_rows())))
    print("organisations", write("organisations", organisation_rows()))
    print("persons", write("persons", person_rows()))
    print("accusing_verbs", write("accusing_verbs", accusing_rows()))
    print("countries", write("countries", country_rows()))
