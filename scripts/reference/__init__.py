"""The pages of ``docs/reference``, one module each; ``scripts/make_reference.py`` writes them."""
