"""Working out the expressions of a form: conditions, constraints, calculations, filters."""

from probono_kit.forms.evaluation.compiled import Compiled, compile_expression, compile_node, stored
from probono_kit.forms.evaluation.filters import Choices, choices_of
from probono_kit.forms.evaluation.rows import Case, Item, Row

__all__ = [
    "Case",
    "Choices",
    "Compiled",
    "Item",
    "Row",
    "choices_of",
    "compile_expression",
    "compile_node",
    "stored",
]
