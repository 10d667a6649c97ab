"""Typed parameters of the notebooks: one pydantic model per notebook."""

from __future__ import annotations

from probono_kit.engagement.parameters.build_database import BuildDatabase
from probono_kit.engagement.parameters.clean_data import CleanData
from probono_kit.engagement.parameters.common import About, Group, Parameters
from probono_kit.engagement.parameters.describe import Parameter, parameters_of
from probono_kit.engagement.parameters.explore_data import ExploreData
from probono_kit.engagement.parameters.maps import InteractiveMap, StaticMap
from probono_kit.engagement.parameters.match_places import MatchPlaces
from probono_kit.engagement.parameters.monitor_collection import MonitorCollection
from probono_kit.engagement.parameters.set_up_collection import SetUpCollection

__all__ = [
    "About",
    "BuildDatabase",
    "CleanData",
    "ExploreData",
    "Group",
    "InteractiveMap",
    "MatchPlaces",
    "MonitorCollection",
    "Parameter",
    "Parameters",
    "SetUpCollection",
    "StaticMap",
    "parameters_of",
]
