"""Areas and names of places: boundary files, base layers, matching."""
