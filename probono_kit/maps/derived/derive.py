"""From what was asked for to what is drawn: counted cells, bands of density, groups, dots."""

from __future__ import annotations

from probono_kit.findings import Findings
from probono_kit.maps.derived.barred import draw_bars
from probono_kit.maps.derived.dotted import spread_dots
from probono_kit.maps.derived.flowing import draw_flows
from probono_kit.maps.derived.gathered import count_in_hexagons, gather
from probono_kit.maps.derived.heat import spread_density
from probono_kit.maps.derived.paired import pair
from probono_kit.maps.derived.present import draw_presence
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.spec import Kind
from probono_kit.maps.symbology import plain


def derive(kind: Kind, source: Source, findings: Findings) -> Derived:
    """Return what a map of this kind draws.

    Parameters
    ----------
    kind : Kind
        As chosen; kinds that draw their data as they are pass through.
    source : Source
        The data.
    findings : Findings
        Gets what was decided, and what a person should know.
    """
    match kind:
        case Kind.HEXAGONS:
            return count_in_hexagons(source)
        case Kind.CLUSTERS:
            return gather(source)
        case Kind.HEAT:
            return spread_density(source, findings)
        case Kind.DOTS:
            return spread_dots(source, findings)
        case Kind.FLOWS:
            return draw_flows(source, findings)
        case Kind.WHO_WHAT_WHERE:
            return draw_presence(source, findings)
        case Kind.BARS:
            return draw_bars(source)
        case Kind.REFERENCE:
            looks = plain(len(source.subject.frame))
            return Derived(
                source.spec, Kind.POINTS, source.subject, source.shapes, source.amounts, looks
            )
        case Kind.BIVARIATE:
            return pair(source, findings)
        case _:
            return Derived(source.spec, kind, source.subject, source.shapes, source.amounts)
