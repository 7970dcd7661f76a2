"""The shapes of lines that mark comments, as patterns over a line in which the date is replaced by one placeholder.

Invariant: a pattern covers a whole line, and names what it finds by groups that `marks` knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_reader.structure.date_words import one_of

DATE = "\x01"
"""Stands for a date in the text that grammars see."""

_VERBS = """
says say said wrote writes replied commented comments responds answered adds added observes
sagt sagte schreibt schrieb meint meinte antwortet antwortete kommentiert kommentierte
dijo dice escribió escribe comentó respondió disse diz escreveu comentou respondeu
écrit dit répond commente a_écrit a_dit a_répondu a_commenté ha_dicho ha_escrito ha_comentado
scrive scrisse commenta risponde ha_detto ha_scritto ha_commentato ha_risposto
пишет написал написала сказал сказала говорит ответил ответила комментирует
zegt zei schreef schrijft antwoordt reageerde säger skriver skrev svarade sier siger svarte sanoo kirjoitti
pisze napisał napisała mówi powiedział powiedziała odpowiedział napsal napsala píše říká dedi diyor yazdı
"""
_VERB = one_of(verb.replace("_", " ") for verb in _VERBS.split())
"""What sites put between a name and what it said, in a dozen languages."""

_NAME = r"(?P<name>[^\x01]{1,90}?)"
_SEPARATOR = r"(?P<separator>[|·•⋅—–−»›]|/{1,2}|-{1,2}|,|::?|@)"
ANSWER_WORDS = (
    r"(?:repl(?:ying|ied|ies) to(?: (?:a )?(?:comment|post) (?:from|by))?|in (?:reply|response) to"
    r"|antwortet auf|(?:als )?antwort auf"
    r"|en réponse à|a répondu à|en respuesta a|respondió a|em resposta a|in risposta a|в ответ на|do (?=~)|→|▸|➔|➤|⇒|»|-?>)"
)
"""What stands between the name of an author and that of whom they answer."""

_ANSWERING = rf"(?: {ANSWER_WORDS} (?P<answers>[^\x01]{{1,60}}?))?"
_JOIN = r"(?<!\w)(?i:(?:posted |added |commented |wrote )?(?:on|at|am|le|el|um|vom|il|em|op|den|dne|dnia|added|posted))"
_DATED = rf"\s*(?:{_SEPARATOR}\s*)?(?:{_JOIN}\s+)?\x01"
"""What stands between a name and its date, and the date."""

BY_WORDS = ("by", "von", "par", "por", "da", "di", "door", "av", "af", "przez", "от")
"""What stands before the name of who wrote something."""

_BY = rf"(?:{'|'.join(BY_WORDS)})"
_POSTED = (
    r"(?i:posted|submitted|written|left|comment|geschrieben|verfasst|eingestellt|publié|posté|rédigé|écrit|escrito|publicado"
    r"|enviado|postado"
    r"|scritto|inviato|pubblicato|geplaatst|skrevet|skrivet|dodane|kommentar|commentaire|comentario|beitrag)"
)
_COMMENT_BY = (
    r"(?:Kommentar von|Comment by|Comment from|Commentaire de|Commentaire par|Answer by|Antwort von|Réponse de|Comentario de"
    r"|Comentário de|Commento di|Reply by|Reply from|Reactie van|Beitrag von|(?:Pingback|Trackback) (?:by|from|von|de|di))"
)
_FIELD = r"(?P<field>From|Von|De|Da|Author|Autor|Auteur|Autore|Name|User|Username|Nick|Poster|Benutzer|Verfasser|Posted by)"


_BY_NUMBERED = (
    rf"by (?:{_NAME}\s+\(\s?\d+\s?\)(?: writes:?)?(?:\s+<[^>]{{0,60}}>)?|(?P<anonymous>Anonymous Coward)(?: writes:?)?)"
)
"""Who wrote a comment on Slashdot, with the number of the account."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A shape of line that marks comments; `weight` (0 to 1) says how seldom it means anything else.

    `dated` says whether lines of this shape show a date.
    """

    name: str
    pattern: re.Pattern[str]
    weight: float
    example: str
    dated: bool


def _grammar(name: str, weight: float, pattern: str, example: str) -> Grammar:
    """Return a grammar whose pattern covers a whole line."""
    return Grammar(name, re.compile(pattern), weight, example, r"\x01" in pattern.replace(r"[^\x01]", ""))


GRAMMARS: tuple[Grammar, ...] = (
    _grammar(
        "link-words",
        0.99,
        rf"{_NAME}\s+(?:on )?\x01\s*(?:\|\s*(?P<links>[a-z| ]*?))?\s*\[[–—+-]\]",
        "paracord 19 hours ago | parent | next [–]",
    ),
    _grammar(
        "points",
        0.99,
        rf"\[[–—+-]\]\s*{_NAME}\s+(?:(?:(?P<score>[\-−]?\d{{1,9}}) points?|\[score hidden\])\s+)?\x01\*?"
        r"(?:\s+\((?P<links>\d+) child(?:ren)?\))?.{0,40}",
        "[–]kettle8 12 points 16 hours ago (2 children)",
    ),
    _grammar(
        "slashdot",
        0.95,
        rf"{_BY_NUMBERED} on \x01.*",
        "by Ulf (4321) on Tuesday May 2",
    ),
    _grammar(
        "slashdot",
        0.95,
        _BY_NUMBERED,
        "by Ulf (4321)",
    ),
    _grammar(
        "posted-by",
        0.95,
        rf"(?:(?:Comment|Kommentar|Commentaire|Coment[aá]rio|Commento|Reactie)\s*#?(?P<number>\d+) [-–—] )?"
        rf"{_POSTED} {_BY}(?P<colon>:?)\s*{_NAME}{_DATED}[\s.|\[\]]*"
        r"(?:Permalink|Link|Reply)?",
        "Posted by: Ea | May 02, 2012 at 10:01 AM",
    ),
    _grammar("by-on", 0.93, rf"(?i:{_BY}) {_NAME}{_DATED}\.?", "by Ole on May 2, 2012 at 9:59 am."),
    _grammar(
        "date",
        0.8,
        r"(?:#?(?P<number>\d{1,6}(?:\.\d{1,4}){0,3})\s*[|·•—–-]\s*)?"
        r"(?i:reviewed (?:in [^\x01]{2,40} )?on |(?:posted|written|published|sent|asked|answered|date|datum|data|fecha|gesendet"
        r"|geschrieben|publié)(?: (?:on|at|am|le))?:?\s+"
        r"|(?:on|am|le|el|il|em|op|den)\s+|[·•—–|-]\s*)?\x01[\s.,|·•-]*"
        r"(?:(?:Zitieren|Quote|Permalink|Link|Reply|Antworten)?\s*#?\d*"
        r"|(?:Post subject|Titel|Betreff|Sujet du message|Asunto):?.*)?",
        "Posted 3/4/2012 at 1:02 pm",
    ),
    _grammar("board-date", 0.92, r"r/\w{2,30}\s+\x01(?: '\d\d)?", "r/sheds Mar 05 '23"),
    _grammar(
        "on-date-said",
        0.97,
        rf"(?:[Oo]n|[Aa]m|[Ll]e|[Ee]l|[Ii]l|[Ee]m|[Oo]p|[Dd]en) \x01[,:]?\s+{_NAME}\s+{_VERB}\s?[:,]?",
        "On May 3, 2012 at 7:15 am Pia said:",
    ),
    _grammar("on-date-name", 0.9, rf"on \x01[,:]?\s+{_NAME}", "on 2012-05-03 at 7:15 am Pia"),
    _grammar("date-says", 0.97, rf"\x01\s*(?:{_SEPARATOR}\s*)?{_NAME}\s+{_VERB}\s?:?", "09. Aug, 2012 / Tove says:"),
    _grammar("date-id-name", 0.95, rf"\x01\s*\|\s*(?P<number>\d{{2,}})\s+{_NAME}", "Wed, 05/02/2012 - 10:00 | 1234 Ulf"),
    _grammar(
        "date-dash-name",
        0.93,
        rf"\x01\s*{_SEPARATOR}\s*(?:{_BY}:?\s+)?{_NAME}(?: \(not verified\)| \(nicht überprüft\))?",
        "Wed, 2012-05-02 10:00 — Liv",
    ),
    _grammar("name-date-said", 0.97, rf"(?=[^\x01]*\x01\s*\w){_NAME}{_DATED}\s*{_VERB}:?", "Kai on May 3, 2012 7:15 am said:"),
    _grammar("name-says-date", 0.95, rf"{_NAME}\s+{_VERB}:?\s*(?:{_JOIN}\s+)?\x01:?", "Lena says: May 2, 2012 at 8:01 am"),
    _grammar(
        "numbered",
        0.95,
        rf"(?:(?P<score>[+\-−]?\d{{1,6}}) )?(?:(?i:comment|kommentar|commentaire|beitrag|reply|no\.?|nr\.?)\s)?"
        rf"(?:#(?P<number>\d+(?:\.\d{{1,4}}){{0,3}})|(?P<ordinal>\d+)[.)])\s*(?:{_BY}\s)?{_NAME}{_DATED}\s?:?",
        "+1 #7 Jo 2012-05-03 10:00",
    ),
    _grammar(
        "name-dash-date",
        0.9,
        rf"(?:(?P<number>\d{{1,4}}) )?{_NAME}{_ANSWERING}\s*{_SEPARATOR}\s*(?:{_JOIN}\s+)?\x01\s*(?:\||@?\w{{0,20}})?",
        "Ada — May 3rd, 2012, 7:15 am",
    ),
    _grammar("name-on-date", 0.93, rf"{_NAME}{_ANSWERING},?\s+{_JOIN}\s+\x01\s*(?:@\w+)?", "Kai on May 3, 2012 7:15 am"),
    _grammar("name-date", 0.88, rf"(?:(?P<number>\d{{1,4}}) )?{_NAME}(?P<space>\s*)\x01(?:\s+@\w+)?", "Mira Halm July 4, 2012"),
    _grammar(
        "id-board",
        0.97,
        rf"(?P<number>\d{{1,5}})(?:\s?\(\d+\))?\s*[:：]\s*(?:{_NAME}\s*(?:◆\S+\s*)?[:：]?\s*)?\x01(?:\.\d{{1,3}})?\s*(?:ID:\S+.{{0,40}})?",
        "7 ：Jo：2012/05/03(木) 16:15:20 ID:ab3",
    ),
    _grammar("san", 0.95, rf"(?=.*さん){_NAME}\s?さん(?:のコメント|が書きました|より)?\s?(?P<end>[:：]?)", "Jo さんのコメント"),
    _grammar(
        "hash-name",
        0.85,
        rf"(?:(?i:comment|kommentar|commentaire|beitrag|reply)\s)?#(?P<number>\d{{1,6}})[.:]?\s+(?:{_BY}\s)?{_NAME}:?",
        "#7 Jo",
    ),
    _grammar("dash-name", 0.75, rf"[-–—~]\s?(?=[^\W\d_]){_NAME}", "- Jo"),
    _grammar("field", 0.93, rf"{_FIELD}\s?:\s+{_NAME}(?:\s*[<(\[][^<>]{{0,80}}[>)\]])?", "From: Jo <jo@example.org>"),
    _grammar(
        "at-time-said",
        0.95,
        rf"(?:[Aa]t|[Uu]m|[Àà]|[Aa] las|[Àà]s"
        rf"|[Aa]lle) (?P<age>\d{{1,2}}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?),?\s+{_NAME}\s+{_VERB}\s?"
        r"(?P<end>[:：]|\.\.\.|…|,|)",
        "At 6:42 PM, Pia said…",
    ),
    _grammar("says", 0.9, rf"{_NAME}\s+{_VERB}\s?(?P<end>[:：]|\.\.\.|…|,|)", "Lena says:"),
    _grammar("comment-by", 0.93, rf"{_COMMENT_BY}:? {_NAME}:?", "Kommentar von Lena"),
    _grammar("comment-number", 0.95, rf"Comment number (?P<number>\d+)\.\s*{_NAME}", "Comment number 12. Wavy"),
    _grammar(
        "like-reply",
        0.8,
        r"(?i:like|gefällt mir|j['’]aime|me gusta|mi piace|curtir|нравится|いいね)\s*[·•]\s*"
        r"(?i:reply|antworten|répondre|responder|rispondi|ответить"
        r"|返信)\s*[·•]\s*(?:\d+\s*[·•]\s*)?(?P<age>\d+\s?[^\W\d_]{1,10}\.?)(?:\s*[·•].{0,40})?",
        "Like · Reply · 3 d · 14",
    ),
    _grammar("name-am", 0.8, rf"(?=.* am\Z){_NAME} am", "Gerd Halm am"),
    _grammar("place", 0.8, r"[A-Z]\w+(?: [A-Z]\w+){0,2}, [A-Z]\w+(?: [A-Z]\w+){0,2}\.?", "Millford, North Valley."),
    _grammar("date-name", 0.85, rf"\x01\s+(?:{_BY}\s+)?{_NAME}", "May 2, 2012 Frey"),
)
"""All grammars, those that say more before those that say less."""

SAYING = frozenset(grammar.name for grammar in GRAMMARS if _VERB in grammar.pattern.pattern)
"""The grammars of lines that state that somebody says something."""
