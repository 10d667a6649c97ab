"""Mining of cleaned tables: what they say, how sure it is, and what they cannot say.

>>> from probono_kit import explore
>>> explore.column_label("STATUT (Choisir dans la liste)")
'STATUT'
"""

from probono_kit.explore.charts import CHART_STYLE, picture
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
from probono_kit.explore.profile import ColumnProfile, Profile, profile
from probono_kit.explore.roles import Role
from probono_kit.explore.wordings import column_label

__all__ = [
    "CHART_STYLE",
    "Certainty",
    "Column",
    "ColumnProfile",
    "Count",
    "Estimate",
    "Insight",
    "Month",
    "Profile",
    "Role",
    "Share",
    "column_label",
    "pick",
    "picture",
    "profile",
    "rank",
]
