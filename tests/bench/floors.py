"""The least that Textual can do, and its own tree: small programs to measure beside ours, as text for `python -c`."""

from __future__ import annotations

EMPTY = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("ready")
Empty().run()
"""
"""The least app there is."""

LINES = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
class Lines(ScrollView, can_focus=True):
    def on_mount(self):
        self.virtual_size = Size(100, 20000)
    def render_line(self, y):
        at = self.scroll_offset.y + y
        return Strip([Segment(f"{at} ready " + "lorem ipsum dolor " * (at % 5))]).adjust_cell_length(self.size.width)
class Floor(App):
    BINDINGS = [("j", "go(1)"), ("space", "go(38)")]
    def compose(self):
        yield Lines()
    def action_go(self, lines):
        self.query_one(Lines).scroll_relative(y=lines, animate=False)
Floor().run()
"""
"""Lines that cost nothing, scrolled by one and by a page."""

TREE = """
import random, sys
from textual.app import App
from textual.widgets import Tree
count, chain = int(sys.argv[1]), len(sys.argv) > 2
class Forest(App):
    def compose(self):
        yield Tree("ready", id="tree")
    def on_mount(self):
        dice, tree, nodes = random.Random(7), self.query_one(Tree), []
        tree.root.expand()
        for number in range(count):
            back = 1 if chain else 0 if dice.random() < 1 / 3 else 1 + int(dice.expovariate(1 / 12))
            above = nodes[-back] if number and 0 < back <= number else tree.root
            nodes.append(above.add(f"user_{number % 97} - the first words of a comment", expand=True))
        tree.move_cursor(tree.root.children[0])
        tree.focus()
Forest().run()
"""
"""Textual's own tree, a line a comment, all of it open; with a second argument each comment answers the one before."""
