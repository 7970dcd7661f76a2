"""The words that dates are made of, in the languages that pages are written in: months, days of the week, ages.

Invariant: all words are in lower case; patterns made of them match lower case, capitalised words and capitals alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = """
january jan januar jänner januari janvier janv enero ene janeiro gennaio gen января январь янв stycznia ledna ocak
february feb februar februari február février fevrier févr fév febrero fevereiro fev febbraio февраля февраль фев
  lutego února şubat
march mar märz maerz mrz mär maart mars marzo março marco марта март мар marca března mart
april apr avril avr abril abr aprile апреля апрель апр kwietnia dubna nisan
may mai mei maj mayo maio maggio mag мая май maja května mayıs
june jun juni juin junio junho giugno giu июня июнь июн czerwca června haziran
july jul juli juillet juil julio julho luglio lug июля июль июл lipca července temmuz
august aug augustus augusti août aout agosto ago августа август авг sierpnia srpna ağustos
september sep sept septembre septiembre setiembre setembro settembre сентября сентябрь сен września září eylül
october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь окт października října ekim
november nov novembre noviembre novembro ноября ноябрь ноя listopada listopadu kasım
december dec dezember dez décembre déc diciembre dic dezembro dicembre декабря декабрь дек grudnia prosince aralık
"""
_WEEKDAYS = """
monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays
mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica
понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag
mandag tirsdag lørdag søndag poniedziałek wtorek środa czwartek piątek sobota niedziela
"""
_UNITS = """
second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months mo mos year years yr yrs
sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren
seconde secondes heure heures jour jours semaine semaines mois an ans année années
segundo segundos minuto minutos hora horas día días semana semanas mes meses año años dia dias mês ano anos
secondi minuti ora ore giorno giorni settimana settimane mese mesi anno anni
секунд секунды минут минуты минуту час часа часов день дня дней неделю недели недель месяц месяца месяцев год года лет
minuut uur dag dagen dagar dager weken maand maanden jaar jaren sekunder minuter timme timmar vecka veckor månad månader år
minutt minutter time timer uke uker måned måneder uge uger minut minuty godzin godziny godzinę dni tygodni miesięcy
"""

MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(re.split(r"\n(?! )", _MONTHS.strip()), 1) for name in names.split()
}
"""Month names, the forms they take in dates, and their short forms; a line of the table above is a month."""

WEEKDAYS: tuple[str, ...] = tuple(_WEEKDAYS.split())
"""Days of the week and their short forms; the German "Mo" to "So" are no words and are left to the date's pattern."""

UNITS: tuple[str, ...] = tuple(_UNITS.split())
"""What ages are counted in; units of one letter or two ("3h") are left to the date's pattern."""


_DOUBTFUL_WEEKDAYS = "lun mar mié mie jue vie sáb sab dom mer jeu ven sam dim gio seg ter qua qui sex"
SHORT_WEEKDAYS = frozenset(_DOUBTFUL_WEEKDAYS.split())
"""Short days of the week that are months, names or words as well: believed only where nearly every line has one there."""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest that fits; words that begin alike share their beginning."""
    tails: defaultdict[str, list[str]] = defaultdict(list)
    ends = False
    for word in set(words):
        if word:
            tails[word[0]].append(word[1:])
        else:
            ends = True
    if not tails:
        return ""
    branches = [re.escape(first) + one_of(rest) for first, rest in sorted(tails.items())]
    pattern = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return pattern + "?" * ends


def cased(words: Iterable[str]) -> list[str]:
    """Return words in lower case, capitalised and in capitals."""
    return [form for word in words for form in (word, word.capitalize(), word.upper())]
