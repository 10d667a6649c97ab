"""YAML that people write: read safely, with the line of every value and mistakes in plain words."""
