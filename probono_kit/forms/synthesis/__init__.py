"""Inventing submissions of a form."""

from probono_kit.forms.synthesis.planting import plant
from probono_kit.forms.synthesis.synthesising import synthesise

__all__ = ["plant", "synthesise"]
