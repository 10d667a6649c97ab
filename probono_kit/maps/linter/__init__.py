"""What a cartographer would object to: rules, each with its source, for every map that is made.

Most rules look at what :func:`probono_kit.maps.resolve` decided, before anything is drawn; what
they find is among the findings of the model. Those of the page measure what was drawn.
"""

from __future__ import annotations

from probono_kit.maps.linter.rules import PAGE_RULES, RULES, PageRule, Rule, lint_amounts, lint_map

__all__ = ["PAGE_RULES", "RULES", "PageRule", "Rule", "lint_amounts", "lint_map"]
