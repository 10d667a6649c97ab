"""The engagement: its brief, the catalogue of notebooks, its life."""
