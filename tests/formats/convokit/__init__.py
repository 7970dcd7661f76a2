"""Tests of the format convokit."""
