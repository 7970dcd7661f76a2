"""Tests of the format remark42."""
