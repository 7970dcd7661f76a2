"""Tests of the format hn-firebase."""
