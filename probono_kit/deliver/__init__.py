"""From outputs to the bundle that an NGO opens anywhere."""

from __future__ import annotations

from probono_kit.deliver.bundle import Bundle, GateRefusedError, check, make_bundle

__all__ = ["Bundle", "GateRefusedError", "check", "make_bundle"]
