"""One thread, a branch or a filtered view becomes a file."""
