"""The steps of a recipe: one word each, a frame's state in, another one out."""
