"""Tests of the format iac-fourforums."""
