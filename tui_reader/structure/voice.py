"""Whether people speak in a text: somebody says "I" or "you", asks, exclaims, smiles.

Lists of books, of posts or of changes have names and dates as comments have; what they lack is a voice.

Invariant: a share between 0 and 1; words are those of the languages that pages are written in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERSONAL = """
i i'm i've i'd i'll me my mine you your you're you've we us our im ive u ur lol haha thanks thank please
ich mir mich mein meine du dir dich dein deine ihr euch wir uns danke bitte
je j'ai moi mon mes tu toi vous votre nous notre merci yo mi mis tú usted ustedes nosotros gracias
eu meu minha você vocês obrigado nós io mio mia tuo voi grazie noi ik mij jij jullie wij bedankt jag mig vi tack
ja mnie wy dzięki я меня мне мной мой моя мои ты тебя тебе твой вы вам вас ваш мы нас нам наш спасибо
"""
_PERSONS = frozenset(_PERSONAL.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIGNS = re.compile(r"[?!？！]|^@|[:;=]-?[()DP](?:\s|$)|<3|…|\.\.\.|[ねよ]。|です|ます")


def share(bodies: Sequence[str]) -> float:
    """Return the share of bodies in which somebody speaks, 0 to 1; 1 where there are none."""
    return sum(map(_speaks, bodies)) / len(bodies) if bodies else 1.0


def _speaks(body: str) -> bool:
    """Return whether somebody speaks in a body."""
    words = (word.replace("’", "'") for word in _WORD.findall(body.lower()))
    return bool(_SIGNS.search(body)) or any(word in _PERSONS for word in words)
