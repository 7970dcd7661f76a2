"""A terminal reader for archived comment threads."""

__version__ = "0.1.0"
