"""The reader in the terminal; the only room that knows Textual."""

import os

# How often a second Textual may paint. With its usual 60, what a key changes last waits for the frame after the next one.
os.environ.setdefault("TEXTUAL_FPS", "240")
