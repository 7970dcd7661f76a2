"""No comments: the whole text is the article.

No page is ever read so by its own marks, since none speak for it; it is what is left when no other family is believed, and what
a person may ask for.
"""

from __future__ import annotations

from tui_reader.structure.reading import Layout

LAYOUT = Layout(
    "article-only",
    "No comments: the whole text is the article.",
    "The Lamp Keeper Retires\n\nNobody in town can say who lights the quay from now on.\n\nPosted by the harbour office",
    lambda _page: None,
)
