"""Words of web pages around comments: buttons, counters, headings of the comment section, and forms below it.

Invariant: a line is chrome only when the whole of it is; a sentence that mentions a button is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, wraps

from tui_reader.structure.lines import REMEMBERED, SHORT


def _whole(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of alternatives for lines in lower case, which takes a third of the time of ignoring case."""
    return re.compile("|".join(alternatives))


_COMMENTS = (
    r"(?:comments?|kommentare?n?|commentaires?|réactions?|coment[aá]rios?|meinungen|reviews?|kudos|commenti|commento|avis"
    r"|opiniones|"
    r"reacties?|kommentarer?|kommentti|kommentit|komentarz[ey]?|komentář[eů]?|yorumlar?|комментари(?:й|и|я|ев)|コメント|opinie"
    r"|opinii|názory|diskuze|contributi|postings)"
)
_REPLIES = r"(?:responses?|replies|antworten|reaktionen|thoughts?|gedanken|réflexions?|respuestas?|discussions?(?: to)?)"
_BUTTON_WORDS = (
    r"reply|reply to this(?: comment)?|replies|répondre|responder|antworten|antwort|löschen|delete|edit|bearbeiten|"
    r"zitieren|quote|like|likes?|unlike|liken|gefällt mir|j'aime|me gusta|share|teilen|partager|compartir|link|"
    r"permalink|report(?: abuse)?|flag(?: as inappropriate)?|melden|signaler|hide|save|embed|parent|root|prev|next|"
    r"give|gold|upvote|downvote|upvotes?|up|down|translate|copy link|thread|respondre|rispondi|ответить|beantwoorden|"
    r"elimina|eliminar|excluir|supprimer|verwijderen|удалить|radera|ta bort|usuń|slett|slet|poista|odstranit|sil|削除|"
    r"empfehlen|"
    r"(?:älteste|neueste|newest|oldest)(?: zuerst| first)|(?:best|worst) rated|view all|leserempfehlungen|reageer|svara|svar"
    r"|odpowiedz|odpovědět|cevapla|返信|いいね|mi piace|curtir|нравится|vastaa|denunciar|segnala|"
    r"rapporter|mehr anzeigen|view profile|recommend(?: \(\d+\))?|add to faves|collapse|expand|load more comments|"
    r"show more|read more|see (?:more|less)|top|back to top|nach oben|reply with quote|post reply|quote this|report post"
    r"|helpful\??|"
    r"was this (?:review )?helpful\??|utile \??|hilfreich\??|suivre|follow|following|more|plus|mehr|más|mais|altro"
    r"|responder a|click to rate(?: +rating +[+\-−]?\d{1,6})?|"
    r"rispondi al commento|reply to (?:this )?comment|répondre à ce commentaire|responder (?:a|ao) (?:este )?coment[aá]rio|"
    r"auf (?:diesen )?kommentar antworten|"
    r"complain about this comment|report (?:this )?(?:comment|post|review)|editor['’]s pick|[^\W\d_]{2,12} pick"
    r"|diesen kommentar auf twitter teilen\?|autor|author|photo|top critic|staff pick"
    r"|(?:most|least) (?:voted|liked|recommended|recent|popular|helpful)|newest|oldest|preview|improve this answer"
)
_LONGEST_BUTTONS = 90
_COLUMNS = re.compile(r"[|·•]")
_BUTTONS = _whole(rf"(?:\[?(?:{_BUTTON_WORDS})\]?[\s|·•↓↑»›→←⋅:/()\-\[\]–—]*){{1,10}}")
_VOTES = _whole(
    r"(?:like|liken)?\s*(?:liked by|gefällt)\s+(?:\d+|one|\w+)\s+(?:people|person|persons?|mal|personen)",
    r"daumen hoch\s*-?\d*\s*daumen runter\s*-?\d*\s*(?:antworten)?",
    r"\d{1,5} leserempfehlung(?:en)?|[+\-−]\d{1,5}|#?\d{1,5}|\d+ (?:up)?votes?|\d+ likes?|\d+ fans?|\d+ points?|\d+ claps?",
    r"\(?\d{1,5}\)?(?: (?:up)?(?:votes?|likes?|points?))?[\s|·•]+(?:reply|antworten|répondre|like|share|recommend)\b.{0,40}",
    r"(?:like|gefällt mir|recommend|j'aime|me gusta|mi piace|helpful|hilfreich|utile|útil)\s*\(?\d{1,5}\)?",
    r"\d{1,4}(?:[.,]\d{1,3})?\s?[km]",
    r"\d+ up,? \d+ down|total comments \(?\d+\)?",
    r"vote up\d*vote down\s*(?:reply)?|rating: .{1,60}|\d+ (?:people|users?) (?:liked|found) this.{0,20}",
)
_RATING = _whole(
    r"(?:rated )?\d(?:[.,]\d)?\s?(?:out of|von|sur|de|su|/)\s?5(?: (?:stars|sternen?|étoiles|estrellas|estrelas|stelle))?",
    r"[★☆⭐]{1,10}",
)
_BADGES = _whole(
    r"huffpost (?:super user|community moderator|pundit)|this user has chosen to opt out of the badges program",
    r".{1,60}(?: recently posted\W.*|[’']s (?:last blog post\W.*|avatar|picture|photo))",
    r"(?:starting|ending|last message date|archived on): .{1,60}",
    r"author\s?/?\s?message|autor\s?/?\s?nachricht|auteur\s?/?\s?message|autor\s?/?\s?(?:mensaje|mensagem|messaggio)",
    r"posted via .{1,40}|sent from my .{1,30}",
    r"(?:pinned by|angepinnt von|épinglé par|fijado por|fixado por|fissato da|закреплено) .{1,60}",
    r"\(?(?:edited|bearbeitet|modifié|editado|modificato)\)?|advertisement|anzeige|werbung|publicidad|publicidade|publicité|pubblicità|реклама|広告|[-–—_=*·•.~⋅]{1,200}",
    r"(?:view |show |load |see )?\d{1,5} (?:more |weitere |altre |más )?(?:repl(?:y|ies)|antworten|risposte|respuestas)"
    r"|most relevant|top fan|top contributor|verified (?:purchase|user|buyer)|newest|oldest|subscriber",
    r".{1,60} (?:likes?|liked) this\.?|(?:join the (?:discussion|conversation)|add a public comment|what are your thoughts"
    r"|share your thoughts"
    r"|start the (?:discussion|conversation))\s?(?:…|\.{0,3}|\?)",
    r"(?:\[?photo\]?|avatar|profile picture|bild|picture)(?: (?:of|von|de) .{1,60})?",
)
_SECTION = _whole(
    rf"(?:±\s*|hay |es gibt |il y a |there (?:are|is) |ci sono |há |bisher |bislang )?\(?\d(?:[\d.,]*\d)?\)?\s+(?:user "
    rf"|reader |blog |community )?(?:{_COMMENTS}|{_REPLIES})\b.{{0,160}}",
    rf"(?:(?:the |user |reader |community |your |latest |leser|all |vos )?{_COMMENTS})"
    r"\s*(?:\(\s*\d*\s*\)|:|\d+)?(?:\s+on\b.{0,160})?",
    r"(?:latest|recent|all) (?:messages|entries)|(?:guest ?book|gästebuch) ?(?:entries|einträge)|(?:neueste|letzte) einträge",
    r"the comments below have (?:not )?been moderated.{0,60}|here['’]s what (?:our |other )?readers have had to say.{0,120}",
    r"what (?:our |other )?(?:readers|users|customers|visitors|people|others) (?:say|said|think|thought|are saying)",
    r"opiniones de (?:los )?(?:lectores|usuarios|clientes)|la opinión de los lectores|(?:leser|nutzer)(?:meinungen|stimmen)",
    r"avis des (?:lecteurs|internautes|clients)|(?:commenti|opinioni) dei lettori|(?:comentários|opiniões) dos leitores",
    r"(?:мнения|отзывы|комментарии) (?:читателей|посетителей)|みんなの(?:コメント|声)",
    rf"(?:{_COMMENTS}\s*[-–—]\s*\d+|{_REPLIES}\s*\(\s*\d+\s*\)|comments? section)",
    r"top (?:reviews|comments)(?: from .{1,40})?",
    r"(?:thoughts|réflexions|gedanken) (?:on|sur|zu)\b.{0,160}|(?:feedback|guest ?book|gästebuch)\s*:?",
    r"(?:コメント一覧|この記事へのコメント|コメント)(?:\s*[(（]?\d+\s*件?[)）]?)?|\d+\s*件のコメント|(?:ответов|отзывов|мнений)\s*:?\s*\d+",
    r"(?:view|show|read|see) all (?:\d+ )?comments?|dieser artikel hat \d+ kommentare?\.?",
    r"comments? on this (?:article|post).{0,40}|comments are closed\.?|sort(?:ed|iert|iere|ier)? (?:by|nach|par)\b.{0,80}",
    r"(?:the following|here (?:is|are)|these are|a selection of)\b.{0,30}\b(?:comments|opinions|e-?mails|letters|views)"
    r"\b.{0,100}",
    r"(?:ansicht der kommentare|display comments as|vue des commentaires)\b.{0,60}",
)
_HEADING_MARK = re.compile(r"#{1,6}\s+(?=[^\W\d_]|\d+ )")
"""What Markdown puts in front of a heading; "# 3" is a number."""

_FORM = _whole(
    r"(?:leave|post|add|write|submit) (?:a |your |an )?(?:new |own )?(?:comment|reply|response)\b.{0,40}|no comments:?",
    r"(?:schreibe?n?|schreib|hinterlass?e?n?|verfasse?n?)\b.{0,30}\b(?:kommentar|antwort|nachricht)\b.{0,60}",
    r"kommentar (?:schreiben|verfassen|hinterlassen|abgeben|abschicken|hinzufügen).{0,40}",
    r"(?:ihr|dein|mein|neuer) kommentar(?: zu diesem artikel)?:?|antwort (?:hinterlassen|schreiben|abbrechen).{0,40}",
    r"(?:laisser|poster|ajouter|écrire) un commentaire.{0,40}|laisser une réponse.{0,30}",
    r"dej(?:a|ar) (?:un comentario|una respuesta).{0,30}|your email address will not be published.{0,200}",
    r"(?:deine |ihre |die )?e-?mail[- ]adresse wird nicht veröffentlicht.{0,200}|want to join the discussion\?",
    r"(?:you must be|bitte) (?:logged in|loggen|melden|log in).{0,100}|post (?:a )?comment|post a comment.{0,20}",
    r"(?:comments|kommentare|commentaires)(?: (?:on|for|to) this .{1,20})? (?:are|is|sind|sont) (?:now )?"
    r"(?:closed|geschlossen|fermés).{0,60}",
    r"subscribe to (?:comments|this).{0,60}|trackback.{0,60}|(?:rss )?feed for comments on this.{0,60}|name\s*\*?",
    r"(?:←|«) (?!.*»).{3,100}|(?:older|newer|ältere|neuere) (?:posts?|comments?|messages|entries|kommentare|beiträge)"
    r".{0,40}|mehr von",
    r"(?:ver|see|view|show|load|mostra|voir|afficher|altri|andere|weitere|más|mais) (?:\d+ |more |previous |older |altri "
    r"|plus de )?"
    r"(?:\d+ |mais )?(?:comentarios?|coment[aá]rios|comments?|commenti|commentaires|kommentare|replies|respuestas)\b.{0,30}",
    r"(?:dej[ae]|deixe?|escreva|escribe|lascia|scrivi|rédiger|laissez|donnez) (?:a |un[ao]? |um[a]? |votre |tu |seu )?"
    r"(?:resposta|respuesta|coment[aá]rio|commento|avis|commentaire|risposta|opinión|opinião)\b.{0,40}",
    r"コメントを(?:書く|投稿|残す).{0,20}|написать комментарий.{0,40}|оставить комментарий.{0,40}|ответить в теме.{0,20}",
    r"(?:sign in|log ?in|create (?:an )?account|anmelden|einloggen|s['’]identifier|connectez-vous|inicia (?:la )?sesión"
    r"|accedi|entre|войдите"
    r"|zaloguj)\b.{0,40}\b(?:comment|reply|post|kommentieren|commenter|comentar|commentare|antworten|participar"
    r"|discussion)\b.{0,20}",
    r"(?:.{1,60}\W)?(?:log ?in|sign in|register)\b.{0,30} to (?:comment|post|reply|participate|join)\b.{0,40}",
    r"(?:this|the) (?:thread|topic|discussion|post|entry|comment form|box|comment section|forum) (?:is|has been) .{0,20}"
    r"(?:closed|locked|archived)\b.{0,40}",
    r"(?:sorry, )?(?:the )?comment(?:s|ing)?(?: form| section)? (?:is|are|have been) (?:now )?(?:closed|disabled"
    r"|no longer)\b.{0,160}",
    r"(?:seite|page|página|pagina|страница)\s*:?\s*\d+(?:\s*(?:of|von|de|sur|di|из|/)\s*\d+|(?:\s+\d+)+).{0,40}",
    r"(?:précédent|previous|prev|anterior|zurück|precedente)\s.{0,30}(?:suivant|next|siguiente|próxima|weiter"
    r"|successiva).{0,20}",
    r"(?:posting permissions|who is online|permisos de este foro|users browsing this.{0,60}|sign the guest ?book"
    r"|return to [“\"'].{1,60})"
    r"\s*:?",
    r"(?:next|previous|nächster|vorheriger) (?:post|thread|article|entry|topic|beitrag|artikel)\s?[:»].{0,100}",
    r"(?:name|nom|nombre|nome|e-?mail|website|web)\s?\*",
    r"(?:name|nom|nombre|nome|e-?mail|url|web ?site|home ?page|comment|kommentar|commentaire)\s*\*?\s*:\s*\??",
    r"the views expressed\b.{0,160}",
    r"captcha.{0,60}|your (?:name|comment).{0,30}|related (?:posts|articles).{0,20}|powered by .{1,40}|©.{1,100}",
)

_END = _whole(
    r"(?:related|similar|suggested|recommended|popular|trending|recent|latest) (?:topics?|threads?|posts?|articles?|stories"
    r"|questions?|videos)"
    r"\s?:?",
    r"(?:ähnliche|verwandte|weitere) (?:themen|beiträge|artikel|fragen)\s?:?|(?:lesen sie|lies) auch\s?:?|meistgelesen\s?:?",
    r"(?:à lire aussi|articles? (?:similaires|liés)|sur le même sujet)\s?:?|(?:te puede interesar|artículos relacionados"
    r"|más leídas?)\s?:?",
    r"(?:leggi anche|articoli correlati)\s?:?|(?:leia também|veja também|relacionados)\s?:?|похожие (?:вопросы|темы"
    r"|записи)\s?:?",
    r"(?:lo más (?:visto|leído)|más leído|mais lid[ao]s|czytaj także|читайте также|lees ook|läs också)\b.{0,40}",
    r"(?:recent (?:comments|posts)|archives|categories|blogroll|meta|search|tags|filed under .{1,60}|normas)\s?:?",
    r"up next|also in this section",
    r"(?:most (?:read|popular|viewed)|you (?:may|might) also like|more from .{1,60}|also on .{1,60}|top posts"
    r"|your answer)\s?:?",
    r"customers who (?:viewed|bought) .{1,60}|(?:see|view) all (?:responses|reviews|questions)",
)
"""What follows the comments of a page and is about other pages."""


_NONE = _whole(
    r"(?:there are )?no (?:comments?|replies|responses)(?: yet| so far)?[.!:]?(?: be the first.{0,60})?",
    r"be the first to (?:comment|reply|respond)\b.{0,60}",
    r"(?:comments?|kommentare|commentaires?|comentarios|commenti|комментарии)\s*[:(]?\s*0\s*\)?",
    r"0 (?:comments?|replies|kommentare|commentaires?|comentarios|commenti)",
    r"(?:comments|kommentare|commentaires|comentarios) (?:are|have been|sind|wurden)"
    r" (?:turned off|disabled|deaktiviert|abgeschaltet)\b.{0,60}",
    r"(?:bisher |noch )?keine kommentare(?: vorhanden)?\.?|(?:aucun|pas de) commentaires?\b.{0,30}",
    r"(?:no hay|sin) comentarios\b.{0,30}|nessun commento\b.{0,30}|(?:nenhum|sem) comentários?\b.{0,30}",
    r"комментариев (?:пока )?нет\.?|нет комментариев\.?|コメントはありません.?",
)


def _of_short_lines(question: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return a question with its answers remembered; of long lines the answer is no."""
    remembered = lru_cache(maxsize=REMEMBERED)(question)

    @wraps(question)
    def asked(text: str) -> bool:
        """Answer from memory where the same line was asked about before."""
        return len(text) <= SHORT and remembered(text)

    return asked


def without_heading_mark(text: str) -> str:
    """Return a line without what Markdown puts in front of a heading."""
    found = _HEADING_MARK.match(text) if text.startswith("#") else None
    return text[found.end() :] if found is not None else text


_ADDRESS = re.compile(r"(?:>>|@#?)\d")


def addresses(text: str) -> bool:
    """Return whether a line begins with the number of the comment that it answers."""
    return bool(_ADDRESS.match(text))


@_of_short_lines
def says_none(text: str) -> bool:
    """Return whether a line says that there are no comments."""
    return bool(_NONE.fullmatch(text.lower()))


@_of_short_lines
def is_button(text: str) -> bool:
    """Return whether a line is made of buttons, votes or badges that hang on a comment, perhaps in several columns."""
    if addresses(text):
        return False
    lowered = text.lower()
    if _is_one_button(lowered):
        return True
    if not ("|" in text or "·" in text or "•" in text):
        return False
    columns = [column for column in _COLUMNS.split(lowered) if column]
    return len(columns) > 1 and all(map(_is_one_button, map(str.strip, columns)))


def _is_one_button(text: str) -> bool:
    """Return whether a text in lower case is a button, a vote or a badge."""
    if len(text) <= _LONGEST_BUTTONS and (_BUTTONS.fullmatch(text) or _VOTES.fullmatch(text)):
        return True
    return bool(_BADGES.fullmatch(text) or _RATING.fullmatch(text))


@_of_short_lines
def is_rating(text: str) -> bool:
    """Return whether a line says how many stars somebody gives."""
    return bool(_RATING.fullmatch(text.lower()))


@_of_short_lines
def opens_comments(text: str) -> bool:
    """Return whether a line is a heading of a comment section, such as "12 Comments" or "View all comments"."""
    return bool(_SECTION.fullmatch(without_heading_mark(text.lower())))


def counts_comments(text: str) -> bool:
    """Return whether a line is a heading of a comment section that says how many there are."""
    return opens_comments(text) and not is_button(text) and any(map(str.isdigit, text))


@_of_short_lines
def closes_comments(text: str) -> bool:
    """Return whether a line belongs to what follows comments: the form to write one, navigation, footers."""
    return bool(_FORM.fullmatch(text.lower())) or ends_page(text)


def is_furniture(text: str) -> bool:
    """Return whether a line is a button, a heading of a comment section, or part of what follows comments."""
    return is_button(text) or opens_comments(text) or closes_comments(text)


@_of_short_lines
def ends_page(text: str) -> bool:
    """Return whether a line is a heading above what leads to other pages."""
    return bool(_END.fullmatch(text.lower()))
