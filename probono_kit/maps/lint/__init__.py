"""What a cartographer would object to: rules, each with its source, for every map that is made.

The rules look at what :func:`probono_kit.maps.resolve` decided, before anything is drawn; what they
find is among the findings of the model.
"""

from __future__ import annotations

from probono_kit.maps.lint.rules import RULES, Rule, lint_amounts, lint_map

__all__ = ["RULES", "Rule", "lint_amounts", "lint_map"]
