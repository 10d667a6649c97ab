"""Proposing a design: what the rows of cleaned tables say about things, their keys and links."""
