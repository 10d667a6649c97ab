"""The checks of a monitoring: each takes the interviews and returns its issues."""
