"""Maps made of data that are counted, spread or gathered first."""

from probono_kit.maps.derived.derive import derive
from probono_kit.maps.derived.source import Derived, Source

__all__ = ["Derived", "Source", "derive"]
