"""Lines that belong to a web page and not to an article: buttons, adverts, boxes of links, comments."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + r")[\s.:…!>»→]*$", _FLAGS)


_COUNT = r"(?:\(?\d[\d.,]*[km]?\)?)"

# Behind these no line belongs to the article any more: readers' comments, the app's advert, the page's foot.
_END = _lines(
    rf"(?:{_COUNT} )?comments?(?: ?{_COUNT})?",
    rf"(?:view|show|read|see|load|hide) (?:all |more )?(?:{_COUNT} )?comments?",
    r"no comments(?: yet)?",
    r"be the first to (?:comment|reply|share).*",
    r"(?:join|start) the (?:conversation|discussion|debate)",
    r"(?:leave|post|write|add) (?:a|your) (?:comment|reply)",
    r"(?:log|sign) in to (?:comment|reply|join).*",
    r"(?:download|get|try|install) (?:the|our) (?:\w+ ){0,2}app(?: (?:now|today|for free))?",
    r"get started(?: now)?:? download.*",
    r"(?:©|\(c\)|copyright) .{0,120}",
    r"all rights reserved.{0,80}",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|cookie (?:policy|settings))"
    r"(?:\s*[|•·,/&-]?\s*[\w ]+){0,6}",
)

# Below these stands a list of other articles; the article may go on behind it.
_RELATED = _lines(
    r"(?:related|recommended|similar|popular|more|other|top|latest|trending|featured|suggested|further|breaking)"
    r" (?:articles?|stor(?:y|ies)|news|topics?|content|coverage|posts?|reading|reads|links?|headlines|videos?|for you)",
    r"related",
    r"recommended(?: for you)?",
    r"trending(?: now)?",
    r"most (?:read|popular|viewed|shared|commented)",
    r"you (?:may|might)(?: also)? (?:like|enjoy|be interested in).{0,20}",
    r"(?:up next|next up|read next|what to read next|keep reading|see also|also read|don['’]t miss)",
    r"editor['’]?s['’]? picks?",
    r"more (?:from|like|on) \S.{0,40}",
    r"more in \w+(?: \w+)?",
    r"(?:from|around) (?:our partners|the web)",
    r"(?:people|readers) (?:also|are) (?:read|reading|viewed)",
)

_BUTTON = (
    r"(?:share|save|like|tweet|print|e-?mail|copy(?: link)?|link|bookmark|follow|reply|report|flag|pin(?: it)?|send"
    r"|post|listen|watch|menu|search|home|login|log ?in|log ?out|sign ?(?:in|up|out)|register|(?:un)?subscribe|close"
    r"|back|next|previous|more|logo|loading|play|pause|mute|comments?|facebook|twitter|x|whatsapp|linkedin|reddit|telegram"
    r"|instagram|pinterest|flipboard|youtube|messenger|threads|bluesky|mastodon|news|world|politics|business|sports?"
    r"|opinions?|culture|tech|technology|science|health|lifestyle|entertainment|videos?|local|app ?store|play ?store"
    r"|google ?play)"
)
_LIKED = r"(?:shares?|likes?|views?|reads?|reactions?|replies|followers|sources?|upvotes?|comments?)"
_FURNITURE = _lines(
    rf"{_BUTTON}(?:[\s|•·,/-]*{_BUTTON})*",
    rf"{_COUNT} {_LIKED}(?:[\s|•·,]+{_COUNT} {_LIKED})*",
    r"(?:advertisements?|ads?|sponsored(?: content)?|promoted|advertisement .{0,40})",
    r"(?:article|story) continues(?: (?:below|after).{0,40})?",
    r"[\w &]{1,30}(?: [>»›] [\w &]{1,30}){1,4}",  # "Home > News > Local"
    r"share (?:this|on|via|with|to|article|story|now)\b.{0,40}",
    r"(?:skip|jump|go|back|return|scroll) to (?:the )?(?:main |page )?"
    r"(?:content|top|home|navigation|homepage|feed|results)",
    r"(?:\w+ ){0,2}(?:background|logo|icon|image|banner|placeholder|avatar|thumbnail|spinner)",
    r"(?:image|photo|picture)(?: source| credit)?s?\s*[:,].{0,100}",
    r"(?:read|view|see|open|show) (?:the )?(?:full|original|entire|complete|whole|more|less|all)\b.{0,50}",
    r"(?:continue|keep) reading.{0,40}",
    r"(?:click|tap) (?:here|to|on)\b.{0,60}",
    r"(?:load|show|view|see|find out|learn) (?:more|all|less)\b.{0,40}",
    r"(?:related|watch|listen|more|see also|also read|read(?: more| also| next)?)\s?[:|]\s.{0,150}",
    r"(?:(?:un)?subscribe|sign up|register|log in|join us|support us) (?:now|here|today|for|to|with)\b.{0,100}",
    r"(?:follow|like|join|find) us\b.{0,60}",
    r"become a (?:member|subscriber)\b.{0,60}",
    r"(?:listen to|play) this (?:article|story).{0,20}",
    r"(?:try|explore|discover|unlock) (?:our|your|what)\b.{0,40}\b(?:ai|app|features?|premium|assistant)\b.{0,30}",
    r"(?:this site|we) uses? cookies.{0,150}",
    r"(?:accept|reject|manage) (?:all )?(?:cookies|preferences)",
    r"available on (?:the )?(?:app store|google play).{0,40}",
    r"(?:page|slide|photo) \d+ (?:of|/) \d+",
    r"report (?:an? )?(?:error|issue|problem|typo|correction).{0,40}",
    r"(?:enter|type) your e-?mail.{0,40}",
)
_APP = re.compile(r"\b(?:apps?|app store|google play|newsletter|push alerts?|notifications)\b", _FLAGS)
_ADVERT = re.compile(
    r"(?:ready to|download|get|install|try|explore|discover|enjoy|never miss|stay (?:informed|up to date|ahead)|want"
    r"|sign up|subscribe|read this)\b",
    _FLAGS,
)
_YOU = re.compile(r"\b(?:your?|our|now|today|free|here)\b", _FLAGS)


def is_end(text: str) -> bool:
    """Return whether the line opens what comes behind an article: comments, the app's advert, the page's foot.

    >>> is_end("Comments (12)"), is_end("Comments were few.")
    (True, False)
    """
    return _END.match(text) is not None


def is_related(text: str) -> bool:
    """Return whether the line is the heading of a box of other articles: "Related Articles", "More from sport"."""
    return len(text.split()) <= 8 and _RELATED.match(text) is not None


def is_furniture(text: str) -> bool:
    """Return whether the line is a button, a box or an advert of the page, whatever article it stands in.

    >>> is_furniture("Share on Facebook"), is_furniture("She shares an office with the mayor.")
    (True, False)
    """
    if _FURNITURE.match(text) or not any(map(str.isalpha, text)):
        return True
    n_words = len(text.split())
    return n_words <= 45 and bool(_ADVERT.match(text) and _APP.search(text) and _YOU.search(text))


_APPEAL = re.compile(
    r"(?:subscribe|sign up) .{0,40}\b(?:story|stories|newsletters?|edition|updates|inbox|free|access|channel)\b"
    r"|(?:already a|if you(?:['’]re| are) (?:already )?a) (?:subscriber|member)\b|\bplease (?:subscribe|log ?in)\b"
    r"|\bfirst-time subscribers?\b|^never miss\b|^stay (?:informed|up to date|connected|ahead)\b"
    r"|^do you want to be informed\b"
    r"|^for (?:the latest|more) (?:news|stories|updates|breaking)\b.{0,80}\b(?:download|follow|visit|subscribe|app)"
    r"|^(?:follow|like|join|find|contact|reach|e-?mail) (?:us|me|him|her|them|@?\w+(?: \w+){0,4}) (?:on|at|via)\b"
    r".{0,60}(?:twitter|facebook|instagram|whatsapp|telegram|linkedin|youtube|tiktok|threads|bluesky|@)"
    r"|^(?:submit|send|write|e-?mail) (?:us |in |a |your |an )?.{0,40}\b(?:letters?|tips?|feedback|comments)\b"
    r".{0,60}(?:editor|@|form|us\b)"
    r"|^(?:we want to hear|tell us|let us know|have your say|what do you think)\b.{0,80}"
    r"\b(?:think|story|article|comments?|below)"
    r"|^(?:this (?:post|article|story|page) (?:may )?contains? (?:references|links|affiliate)|we may (?:earn|receive) "
    r"(?:a |an )?(?:affiliate )?commission)"
    r"|^(?:do you )?have (?:a|any) (?:news )?(?:tips?|story|confidential)\b.{0,60}(?:\?|contact|e-?mail|send)"
    r"|^your (?:e-?mail|support|donation|contribution)\b.{0,60}\b(?:not be published|independent|journalism|helps)"
    r"|^(?:release date|last (?:modified|updated)|category|filed under|tags?|posted in|topics?)\s*:"
    r"|^.{0,40}\b(?:category|last modified|last updated)\s*:.{0,60}$",
    _FLAGS,
)


def is_appeal(text: str) -> bool:
    """Return whether a paragraph speaks to the reader about the site: subscribe, follow us, write to the editor.

    >>> is_appeal("Follow the Harbour Post on Twitter and Facebook."), is_appeal("Pilgrims follow the road on foot.")
    (True, False)
    """
    return len(text.split()) <= 60 and (_APPEAL.search(text) is not None or is_end(text))
