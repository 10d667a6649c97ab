"""What an experienced maker of forms would object to, with the cell, the reason and the fix."""

from __future__ import annotations

from probono_kit.forms.lint.rules import RULES, Rule, lint_form

__all__ = ["RULES", "Rule", "lint_form"]
