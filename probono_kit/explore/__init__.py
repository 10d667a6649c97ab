"""Mining of cleaned tables: what they say, how sure it is, and what they cannot say.

>>> from probono_kit import explore
>>> explore.column_label("STATUT (Choisir dans la liste)")
'STATUT'
"""

from probono_kit.explore.insights import (
    Certainty,
    Column,
    Count,
    Estimate,
    Insight,
    Month,
    Share,
    pick,
    rank,
)
from probono_kit.explore.wordings import column_label

__all__ = [
    "Certainty",
    "Column",
    "Count",
    "Estimate",
    "Insight",
    "Month",
    "Share",
    "column_label",
    "pick",
    "rank",
]
