"""What in a text or a table points to a person or leads to somebody's door.

>>> from probono_kit import privacy
>>> privacy.is_silent("The pump broke in May"), privacy.is_silent("Ask Mme Diallo")
(True, False)
"""

from probono_kit.privacy.columns import ScreenedColumns, screen_columns
from probono_kit.privacy.screen import Hit, Private, is_silent, masked, private_label, screen_text

__all__ = [
    "Hit",
    "Private",
    "ScreenedColumns",
    "is_silent",
    "masked",
    "private_label",
    "screen_columns",
    "screen_text",
]
