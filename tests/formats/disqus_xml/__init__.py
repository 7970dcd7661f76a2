"""Tests of the format disqus-xml."""
