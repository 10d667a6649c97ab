"""Inventing submissions of a form."""

from probono_kit.forms.synthesis.synthesising import synthesise

__all__ = ["synthesise"]
