"""Mining of cleaned tables: what they say, how sure it is, and what they cannot say.

>>> from probono_kit import explore
>>> explore.column_label("STATUT (Choisir dans la liste)")
'STATUT'
"""

from probono_kit.explore.area_groups import AreaGroups, find_area_groups
from probono_kit.explore.charts import CHART_STYLE, picture
from probono_kit.explore.comparing import Relations
from probono_kit.explore.distances import Coverage, coverage
from probono_kit.explore.insights import (
    Certainty,
    Column,
    Count,
    Estimate,
    Insight,
    Month,
    Share,
)
from probono_kit.explore.profile import ColumnProfile, Profile, profile
from probono_kit.explore.ranking import pick, rank
from probono_kit.explore.rates import smoothed_rates
from probono_kit.explore.relations import relations
from probono_kit.explore.roles import Role
from probono_kit.explore.rules import find_rules
from probono_kit.explore.sample import Sample
from probono_kit.explore.spots import Spots, hot_spots
from probono_kit.explore.texts import OpenAnswers, open_answers
from probono_kit.explore.wordings import column_label

__all__ = [
    "CHART_STYLE",
    "AreaGroups",
    "Certainty",
    "Column",
    "ColumnProfile",
    "Count",
    "Coverage",
    "Estimate",
    "Insight",
    "Month",
    "OpenAnswers",
    "Profile",
    "Relations",
    "Role",
    "Sample",
    "Share",
    "Spots",
    "column_label",
    "coverage",
    "find_area_groups",
    "find_rules",
    "hot_spots",
    "open_answers",
    "pick",
    "picture",
    "profile",
    "rank",
    "relations",
    "smoothed_rates",
]
