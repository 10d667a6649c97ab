"""The maps that the gallery shows."""
