"""Write framing/lexicons/reporting_verbs.csv: every inflected form of every verb of the entries file.

    python -m framing.lexicons.build.reporting_verbs

The two files beside this script are what people edit. reporting_verbs_entries.csv has one row for each verb (its
plain form), the stance of the verb, the source that attests it, and in `pattern` what the rule engine looks for
beside it; without a pattern an entry only gives its stance. reporting_verbs_other_cues.csv has the cues that are
no verbs. A test checks that the lexicon is what this script writes.

Patterns: clause (with or without "that"), that, quote, to (an infinitive), object (a noun phrase or clause after
it), addressee (told *reporters*), invert ("…," said Smith), passive (is expected to), noun (also a noun, so its
subject must be plain), preposition (according to), nominal and nominal_to (his claim that, his promise to).
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "reporting_verbs.csv"
COLUMNS = ("term", "label", "source", "note", "lemma", "form", "pattern")

# plain form -> s-form, past, participle, ing-form, where the rules below would be wrong
IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling", "write": "writes wrote written writing",
    "read": "reads read read reading", "find": "finds found found finding", "show": "shows showed shown showing",
    "speak": "speaks spoke spoken speaking", "go": "goes went gone going", "make": "makes made made making",
    "take": "takes took taken taking", "think": "thinks thought thought thinking", "feel": "feels felt felt feeling",
    "know": "knows knew known knowing", "see": "sees saw seen seeing", "swear": "swears swore sworn swearing",
    "understand": "understands understood understood understanding", "seek": "seeks sought sought seeking",
    "foresee": "foresees foresaw foreseen foreseeing", "forbid": "forbids forbade forbidden forbidding",
    "choose": "chooses chose chosen choosing", "forecast": "forecasts forecast forecast forecasting",
    "cast": "casts cast cast casting", "learn": "learns learned learned learning", "tear": "tears tore torn tearing",
    "hit": "hits hit hit hitting", "shoot": "shoots shot shot shooting", "mean": "means meant meant meaning",
    "dream": "dreams dreamed dreamed dreaming", "put": "puts put put putting", "hold": "holds held held holding",
    "bring": "brings brought brought bringing", "lay": "lays laid laid laying", "send": "sends sent sent sending",
    "teach": "teaches taught taught teaching", "broadcast": "broadcasts broadcast broadcast broadcasting",
    "strive": "strives strove striven striving", "strike": "strikes struck struck striking",
    "override": "overrides overrode overridden overriding", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "undertake": "undertakes undertook undertaken undertaking", "bet": "bets bet bet betting",
    "forget": "forgets forgot forgotten forgetting", "forgive": "forgives forgave forgiven forgiving",
    "hear": "hears heard heard hearing", "stand": "stands stood stood standing", "lose": "loses lost lost losing",
    "break": "breaks broke broken breaking", "spin": "spins spun spun spinning",
    "fight": "fights fought fought fighting",
    "misunderstand": "misunderstands misunderstood misunderstood misunderstanding", "set": "sets set set setting",
    "rethink": "rethinks rethought rethought rethinking", "shed": "sheds shed shed shedding",
    "bear": "bears bore borne bearing", "leave": "leaves left left leaving", "give": "gives gave given giving",
    "have": "has had had having", "come": "comes came come coming", "let": "lets let let letting",
}  # fmt: skip
# verbs that double their last letter: admitted, begging
DOUBLED = frozenset((
    "admit", "aver", "ban", "beg", "blog", "brag", "chat", "concur", "deadpan", "dub", "extol", "fret", "pan", "plan",
    "prefer", "quip", "rebut", "refer", "regret", "rip", "slam", "submit", "sum", "commit", "permit", "compel", "bar",
    "jab", "nag", "plug", "stun", "snap", "spar", "snub", "shun", "plot", "prod", "acquit", "repel",
))  # fmt: skip
DOUBLED_IN_BRITAIN = frozenset(("label", "signal"))  # labelled beside labeled
FORMS = ("base", "s", "past", "participle", "ing")


def inflect(verb: str) -> list[str]:
    """Return base, s-form, past, participle and ing-form of an English verb.

    >>> inflect("deny")
    ['deny', 'denies', 'denied', 'denied', 'denying']
    """
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb].split()]
    before_y = verb.endswith("y") and verb[-2] not in "aeiou"
    plain = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    third = verb[:-1] + "ies" if before_y else plain
    stem = verb + verb[-1] if verb in DOUBLED else verb
    if verb.endswith("e"):
        past, ing = verb + "d", (verb if verb.endswith(("ee", "oe")) else verb[:-1]) + "ing"
    elif before_y:
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    return [verb, third, past, past, ing]


def rows_of(entry: dict[str, str]) -> list[dict[str, str]]:
    """Return one row for each different form of an entry; the first word of a phrase is inflected."""
    verb, _, rest = entry["lemma"].partition(" ")
    if entry["note"].startswith("not inflected"):
        return [{**entry, "term": entry["lemma"], "form": "past"}]
    forms: dict[str, list[str]] = {}
    inflected = list(zip(FORMS, inflect(verb), strict=True))
    if verb in DOUBLED_IN_BRITAIN:
        inflected += [(name, verb + verb[-1] + form[len(verb) :]) for name, form in inflected[2:]]
    for name, form in inflected:
        forms.setdefault(f"{form} {rest}".strip(), []).append(name)
    return [{**entry, "term": term, "form": " ".join(names)} for term, names in forms.items()]


def render_lexicon() -> str:
    """Return the text of the lexicon."""
    with (HERE / "reporting_verbs_entries.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for entry in csv.DictReader(file) for row in rows_of(entry)]
    with (HERE / "reporting_verbs_other_cues.csv").open(encoding="utf-8", newline="") as file:
        rows += [{**row, "lemma": row["term"], "form": "fixed"} for row in csv.DictReader(file)]
    kept: dict[str, dict[str, str]] = {}
    for row in rows:  # "claims" is a verb and a noun: one row with the patterns of both
        if row["term"] not in kept:
            kept[row["term"]] = row
        elif row["form"] == "fixed":
            kept[row["term"]]["pattern"] += " " + row["pattern"]
    target = StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept.values())
    return target.getvalue()


if __name__ == "__main__":
    TARGET.write_text(render_lexicon(), encoding="utf-8")
