"""What can be a name: the only question that layouts without any mark leave open.

Invariant: a plausibility is between 0 and 1; 0 means that the text cannot be a name where nothing but its shape speaks for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tui_reader.structure import chrome, dates
from tui_reader.structure.lines import REMEMBERED

LONGEST_NAME = 60

_FORMULAS = """
mit ganz viele vielen liebe lieben lieber liebste herzliche herzlichen herzlicher beste besten freundliche
freundlichen schöne schönen alles lg mfg vg gruß gruss grüße grüsse best kind warm many thanks thank you regard
regards cheers sincerely yours wishes love hugs take care ciao bye peace greetings respectfully signed danke dank
merci gracias saludo saludos cordialement bises bisous amitiés salut hallo hello hi hey good day morning dear aus der
die an und and so much for sharing gute idee lots of all the guten tag morgen abend moin servus zusammen
"""
_SENTENCES = """
i i'm i’m you he she it it's it’s we they this that these those is are was were be been am do does did have has had
will would can could should not don't don’t if when why how what who which where there here because but or than then
so just very my your his her our their its me him them us with from about into like get got go going want think know
see make ich du er sie es wir ihr ist sind war nicht auch aber oder wenn wie was wo dass das ein eine einen mein dein
sein haben hat wird je tu il elle nous vous est sont pas que qui pour dans une mais avec c'est no se lo es son para
con una pero como muy más por
"""
_JOINTS = "the of von van de der la le du del di da den zu und and y et e in at on aka bin al el to for a an @ & - – | ::"
_SITES_SAY = "anonymous anonym guest gast admin anonyme anónimo [deleted]"

_FORMULA_WORDS = frozenset(_FORMULAS.split())
_SENTENCE_WORDS = frozenset(_SENTENCES.split())
_JOINING_WORDS = frozenset(_JOINTS.split())
_HEADINGS = """
ingredients instructions directions method notes nutrition zutaten zubereitung tipps ingrédients préparation ingredientes
preparación ingredienti preparazione introduction conclusion conclusions summary background overview contents abstract
references einleitung fazit zusammenfassung inhalt conclusión conclusione conclusão
"""
_HEADING_WORDS = frozenset(_HEADINGS.split())
_STAND_INS = frozenset(_SITES_SAY.split())
_TITLES = frozenset(("Prof.", "Dipl.", "Capt.", "Rev'd."))
_WORDS_LIMIT = 9
_NEVER_LAST = '.!?…,;:»”"-–—=>'
_SENTENCE_ENDS = (". ", "! ", "? ", " ?", " !", ", and ", "; ", " = ")
_SENTENCE_LAST = (".", "!", "?", ":", "…", ")", '"', "”", "“", "»")
_NEVER_FIRST = '“„"«»>*•-–—.,:;!?=#([♥'
_GREETING = re.compile(
    r"(?:hi|hey|hello|hallo|huhu|dear|liebe[rs]?|hola|bonjour|salut|moin|servus|@)\b.{0,40}[,!.:)]|sirs?\s?[–—,:-]",
    re.IGNORECASE,
)
_WEB = re.compile(r"\w\.(?:com|net|org|de|fr|es|co|info|eu|at|ch|blogspot|wordpress)\b|@\w+\.\w", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[\d½¼¾⅓]+(?:[.,/]\d+)?(?:\s?(?:g|gr|kg|ml|l|el|tl|cm|mm|tsp|tbsp|cups?|x|%|min|p)\b|[.)]|\s|$)", re.IGNORECASE
)
_CREDITED = re.compile(
    r"(?:photos?|photographs?|images?|pictures?|illustrations?|fotos?|bilder|bild) (?:by|von|de|:)\s", re.IGNORECASE
)
_FACE = re.compile(r"(?:[:;=8][-o']?[)(dp/|\]]|<3|\^\^|xd)$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:lg|vg|mfg|glg|xx+|xo+|xoxo|love|yours|cheers|regards|gru(?:ß|ss)|liebe grü(?:ß|ss)e|viele grü(?:ß|ss)e|von|by)"
    r"\b[\s,.!]+\S.{0,40}",
    re.IGNORECASE,
)


def plausibility(text: str, *, strict: bool = True) -> float:
    """Return how much a line looks like a name that stands alone, 0 to 1.

    Names can be whole sentences ("You can call me Al"). Where paragraphs end in a full stop and names do not, that is enough
    to tell them apart, and `strict` can be False: words that belong to sentences then count for little.
    """
    return _plausibility(text, strict) if len(text) <= LONGEST_NAME else 0.0


@lru_cache(maxsize=REMEMBERED)
def _plausibility(text: str, strict: bool) -> float:
    """Return how much a line that is short enough looks like a name."""
    if not _possible(text):
        return 0.0
    words = text.split()
    if len(words) > _WORDS_LIMIT:
        return 0.0
    score = 0.9 - (0.1 if strict else 0.05) * max(0, len(words) - 3)
    score -= sum(_doubt(word, strict=strict, first=place == 0) for place, word in enumerate(words))
    if ", " in text:
        score -= 0.3
    if len(words) > 1 and words[0].islower():
        score -= 0.3 if strict else 0.4
    if len(words) > 1 and _WEB.search(text):
        score -= 0.4
    return max(0.0, min(1.0, score))


def _doubt(word: str, *, strict: bool, first: bool) -> float:
    """Return how much a word speaks against a name."""
    if word.lower() in _SENTENCE_WORDS:
        return 0.25 if strict else 0.08
    if _is_plain_word(word) and not first:
        return 0.12 if strict else 0.05
    return 0.0


def likeness(name: str) -> float:
    """Return how much a line speaks for names: less than its plausibility where it could be a heading as well."""
    words = name.split()
    plain = sum(word[0].islower() for word in words[1:])
    return max(0.0, plausibility(name, strict=False) - 0.3 * plain - (0.5 if name.isupper() and len(words) > 1 else 0.0))


def is_stand_in(text: str) -> bool:
    """Return whether a line is what sites print for people without a name; no heading says that."""
    return text.casefold() in _STAND_INS


def is_sign_off(text: str) -> bool:
    """Return whether a line is a closing or opening formula, such as "Best regards," or "Liebe Grüße"."""
    if len(text) > LONGEST_NAME:
        return False
    words = [word.strip(",.!:)(*♥") for word in text.casefold().split()]
    return all(not word or word in _FORMULA_WORDS or not word.strip("xo") for word in words)


def is_signature(text: str) -> bool:
    """Return whether a line is a closing formula with a name in it, such as "LG Nina"."""
    return len(text) <= LONGEST_NAME and bool(_SIGNATURE.fullmatch(text))


def is_address(text: str) -> bool:
    """Return whether a line is a web address and nothing more."""
    return " " not in text and ("://" in text or bool(_WEB.search(text)))


def greets(text: str) -> bool:
    """Return whether a paragraph opens by greeting somebody, as the first line of a comment often does."""
    if _GREETING.match(text):
        return True
    return len(text) < 40 and text[0].isupper() and text[-1] in ",!" and len(text.split()) <= 3 and not is_sign_off(text)


def _possible(text: str) -> bool:
    """Return whether nothing in a line rules out that it is a name."""
    if text.startswith("@ ") or text[:1] in _NEVER_FIRST or not any(map(str.isalpha, text)):
        return False
    if text[-1] in _NEVER_LAST and not ends_in_initial(text):
        return False
    return not (_is_furniture(text) or _is_text(text) or _is_formula(text) or _CREDITED.match(text))


def _is_text(text: str) -> bool:
    """Return whether a line has what only text has: an amount, a face, an address, or the end of a sentence within."""
    if _AMOUNT.match(text) or _FACE.search(text) or (": " in text and ":: " not in text):
        return True
    if "://" in text or " http" in text or "www." in text or text.replace(" ", "").isdigit():
        return True
    return any(mark in text for mark in _SENTENCE_ENDS) and not _has_initials(text)


def _is_furniture(text: str) -> bool:
    """Return whether a line is furniture of a page, or shows a date."""
    return dates.find_first(text) is not None or chrome.is_furniture(text)


def _is_formula(text: str) -> bool:
    """Return whether a line greets, takes leave, or heads a part of an article."""
    return is_sign_off(text) or is_signature(text) or text.casefold().rstrip(":") in _HEADING_WORDS


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as sentences do; that of a name in an initial does not."""
    return text.endswith(_SENTENCE_LAST) and not (" " in text and ends_in_initial(text))


def ends_in_initial(text: str) -> bool:
    """Return whether a line ends in an initial or a title, as in "Diane B." or "Jo Jr."."""
    last = text.rsplit(None, 1)[-1]
    return last.endswith(".") and len(last) <= 3 and last[:1].isupper() and last != "I."


def _has_initials(text: str) -> bool:
    """Return whether the full stops in a line belong to initials or titles."""
    return all(len(word) <= 4 or word in _TITLES for word in text.split() if word.endswith((".", ",")))


def _is_plain_word(word: str) -> bool:
    """Return whether a word is in lower case and does not join the parts of a name."""
    return word[:1].islower() and word.lower() not in _JOINING_WORDS
