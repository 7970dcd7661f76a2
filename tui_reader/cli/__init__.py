"""The command line: arguments become one use case each; the only place that wires rooms together."""
