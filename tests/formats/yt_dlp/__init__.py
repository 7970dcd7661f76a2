"""Tests of the format yt-dlp."""
