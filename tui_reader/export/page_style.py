"""How an exported page looks: on a phone, on paper, by day and by night.

Invariant: nothing is fetched, and replies stop moving to the right after some levels, so that deep threads stay readable.
"""

from __future__ import annotations

INDENTED_LEVELS = 6
"""Levels that move to the right; a comment further down says whom it answers."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5d646d; --page: #fdfcfa; --line: #c9cdd2; --link: #1d5fa8;
  --quote: #f1efea; --d0: #3b7dc4; --d1: #4e9a57; --d2: #b8892c; --d3: #b4566e; --d4: #7d63b8; --d5: #3c9a9a; }
@media (prefers-color-scheme: dark) { :root { --ink: #dcdfe3; --soft: #98a0aa; --page: #16181b; --line: #3a4047;
  --link: #7db4ee; --quote: #202428; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 Georgia, "Times New Roman", serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .75rem; }
p { margin: .6rem 0; }
a { color: var(--link); }
dl, .head, .byline, .caption, .date, .boilerplate { font-family: system-ui, sans-serif; font-size: .85rem; color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0 0 1.5rem; }
dd { margin: 0; }
section + section { border-top: 1px solid var(--line); margin-top: 2rem; }
article { margin: 1rem 0; scroll-margin-top: 1rem; }
article:target > .head, article:target > details > .head { background: var(--quote); outline: 2px solid var(--link); }
.head > * { margin-right: .5rem; }
summary { cursor: pointer; padding: .15rem 0; }
.name { color: var(--ink); font-size: .95rem; }
.unknown { font-style: italic; font-weight: normal; }
.head a { color: inherit; text-decoration-color: var(--line); }
.count { display: none; font-weight: bold; }
details:not([open]) > summary > .count { display: inline; }
.context > .head, .context > p, .context > details > .head, .context > details > p { opacity: .7; }
blockquote { margin: .6rem 0; padding: .4rem .8rem; border-left: 3px solid var(--line); background: var(--quote); }
blockquote > p { margin: 0; }
pre { overflow-x: auto; padding: .6rem .8rem; background: var(--quote); font-size: .85rem; line-height: 1.4; }
.replies { border-left: 2px solid var(--d0); padding-left: min(.9rem, 3vw); }
.replies .replies { border-color: var(--d1); }
.replies .replies .replies { border-color: var(--d2); }
.replies .replies .replies .replies { border-color: var(--d3); }
.replies .replies .replies .replies .replies { border-color: var(--d4); }
.replies .replies .replies .replies .replies .replies { border-color: var(--d5); }
.replies .replies .replies .replies .replies .replies .replies { padding-left: 0; border-left-width: 0; }
@media print { :root { --ink: #000; --soft: #444; --page: #fff; --link: #000; --quote: #fff; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .head { break-after: avoid; } }
"""
