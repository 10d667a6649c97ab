"""Thematic maps from one spec: resolved once, drawn on paper and on the web."""
