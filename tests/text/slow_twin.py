"""The token rules once more, one character at a time: slow, readable, and what the arrays are tested against."""

import unicodedata

APOSTROPHES = "'\u2019\u02bc\uff07"
HYPHENS = "-\u2010\u2011"


def kind(character):
    if character == "_":
        return "letter"
    if character.isdigit():
        return "digit"
    if character.isalnum():
        return "letter"
    if character in "\u200c\u200d\u00ad":
        return "combining"
    if character.isspace() or character in "\u200b\ufeff\u2060":
        return "space"
    if "\U0001f3fb" <= character <= "\U0001f3ff" or character >= "\U000e0000":
        return "combining"
    category = unicodedata.category(character)
    if category[0] == "M":
        return "combining"
    return "space" if category in ("Cc", "Cf", "Cs") else "mark"


def kinds(text):
    result, base = [], "space"
    for character in text:
        this = kind(character)
        if this != "combining":
            base = this
        # An accent takes the nature of the letter it stands on, joins a mark, and on nothing is a mark of its own.
        elif base in ("letter", "digit"):
            this = base
        elif base == "space":
            this = "mark"
        result.append(this)
    return result


def tokens(text):
    """Return (start, end, kind) of every token."""
    kind_at = dict(enumerate(kinds(text)))

    def word(place):
        return kind_at.get(place) in ("letter", "digit")

    def joins(place):
        if not (word(place - 1) and word(place + 1)) or word(place):
            return False
        character = text[place]
        if character in APOSTROPHES or character in HYPHENS:
            return True
        if character in ".," and kind_at[place - 1] == kind_at[place + 1] == "digit":
            return True
        return character == "." and initial(place)

    def initial(place):
        letters = kind_at.get(place - 1) == kind_at.get(place + 1) == "letter"
        return letters and text[place] == "." and not word(place - 2) and not word(place + 2)

    def ends_initials(place):
        return text[place] == "." and not joins(place) and place >= 2 and text[place - 2] == "." and initial(place - 2)

    def begins_possessive(place):
        return (
            text[place] in APOSTROPHES and joins(place) and text[place + 1] in "sS"
            and not word(place + 2) and not (place + 2 < len(text) and joins(place + 2))
        )  # fmt: skip

    def continues(place):
        if begins_possessive(place):
            return False
        if joins(place) or ends_initials(place) or kind_at[place] == "combining":
            return True
        return word(place) and (word(place - 1) or (place > 0 and joins(place - 1)))

    found = []
    for place in range(len(text)):
        if kind_at[place] == "space":
            continue
        if found and found[-1][1] == place and continues(place):
            found[-1][1] = place + 1
        else:
            name = {"letter": "word", "digit": "number"}.get(kind_at[place], "mark")
            found.append([place, place + 1, "clitic" if begins_possessive(place) else name])
    return [tuple(token) for token in found]
