"""Forms with one planted defect each, and their clean twins."""

from __future__ import annotations

from tests.forms.planted import answers, expressions, practice, sheets
from tests.forms.planted.clean import CLEAN
from tests.forms.planted.defect import KINDS, Defect

__all__ = ["CLEAN", "KINDS", "Defect", "answers", "expressions", "practice", "sheets"]
