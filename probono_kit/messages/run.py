"""Findings of ``probono_kit.run``."""

from __future__ import annotations

from probono_kit.messages.entry import Message

MESSAGES: dict[str, Message] = {}
