"""Plain functions on text: making it safe to show, breaking it into lines, finding its parts."""
