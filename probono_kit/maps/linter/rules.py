"""The rules of the linter, each with the paper or guideline that it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from probono_kit.findings import Findings
from probono_kit.maps.linter import amounts, looks, page, stack
from probono_kit.maps.linter.made import Hits, Made
from probono_kit.maps.spec import Kind

if TYPE_CHECKING:
    from probono_kit.maps.static.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes
    ----------
    code : str
        Of its finding; severity, text and fix are in the catalogue of messages.
    source : str
        Paper, standard or guideline.
    check : callable
        Yields what it finds on a map.
    """

    code: str
    source: str
    check: Callable[[Made], Hits]


@dataclass(frozen=True, slots=True)
class PageRule:
    """One rule about the drawn page; attributes as those of :class:`Rule`."""

    code: str
    source: str
    check: Callable[[Sheet], Hits]


_LETTERING = "Imhof (1975), Positioning Names on Maps, The American Cartographer 2(2)"
_CHOROPLETH = "Dent, Torguson & Hodler (2009), Cartography: Thematic Map Design, choropleth maps"
_BREWER_PICKLE = (
    "Brewer & Pickle (2002), Evaluation of Methods for Classifying Epidemiological Data on"
    " Choropleth Maps in Series, Annals of the AAG 92(4)"
)
_MONMONIER = "Monmonier (1996), How to Lie with Maps, data maps"
_MARGINALIA = "Robinson et al. (1995), Elements of Cartography, map composition"
_DISCLOSURE = (
    "OCHA Centre for Humanitarian Data (2019), Guidance Note on Statistical Disclosure Control"
)

_REFERENCING = "OGC 18-005r4, Referencing by coordinates"
_HIERARCHY = (
    "Dent, Torguson & Hodler (2009), Cartography: Thematic Map Design, visual hierarchy and"
    " figure-ground"
)

#: In the order in which findings are shown.
RULES: tuple[Rule, ...] = (
    Rule("lint.layers_apart", _REFERENCING, looks.layers_apart),
    Rule("lint.layer_swapped", _REFERENCING, stack.layer_swapped),
    Rule("lint.layer_mirrored", _REFERENCING, stack.layer_mirrored),
    Rule(
        "lint.layer_shifted",
        "EPSG Guidance Note 7-2 (IOGP 373-7-2), Transverse Mercator, zoned grid systems",
        stack.layer_shifted,
    ),
    Rule("lint.layer_apart", _REFERENCING, stack.layer_apart),
    Rule("lint.too_many_layers", _HIERARCHY, stack.too_many_layers),
    Rule(
        "lint.merging_layers",
        "Jenny & Kelso (2007), Color Design for the Color Vision Impaired, Cartographic"
        " Perspectives 58",
        stack.merging_layers,
    ),
    Rule(
        "lint.not_area_true",
        "Slocum et al. (2009), Thematic Cartography and Geovisualization, selecting projections",
        looks.not_area_true,
    ),
    Rule("lint.zeros_apart", _MONMONIER, amounts.zeros_apart),
    Rule("lint.few_people", _DISCLOSURE, amounts.few_people),
    Rule("lint.rate_of_what", _CHOROPLETH, amounts.rate_of_what),
    Rule(
        "lint.too_many_classes",
        "Miller (1956), The Magical Number Seven, Psychological Review 63(2); " + _CHOROPLETH,
        amounts.too_many_classes,
    ),
    Rule("lint.sparse_class", _BREWER_PICKLE, amounts.sparse_class),
    Rule("lint.hidden_outlier", _MONMONIER, amounts.hidden_outlier),
    Rule(
        "lint.merging_colours",
        "Jenny & Kelso (2007), Color Design for the Color Vision Impaired, Cartographic"
        " Perspectives 58; WCAG 2.2, 1.4.1 Use of Color",
        looks.merging_colours,
    ),
    Rule("lint.title_without_period", _MARGINALIA, looks.title_without_period),
    Rule("lint.title_without_place", _MARGINALIA, looks.title_without_place),
    Rule("lint.no_licence", "Open Definition 2.1, open licence", looks.no_licence),
    Rule("lint.no_source_of_areas", _MARGINALIA, looks.no_source_of_areas),
)


#: Rules that look at amounts alone: asked for each amount of a map that shows several.
_OF_AMOUNTS = ("lint.zeros_apart", "lint.few_people", "lint.rate_of_what")


#: Rules about the drawn page, which need it.
PAGE_RULES: tuple[PageRule, ...] = (
    PageRule(
        "lint.small_text",
        "Robinson et al. (1995), Elements of Cartography, typography and lettering the map",
        page.small_text,
    ),
    PageRule("lint.clipped_text", _LETTERING, page.clipped_text),
    PageRule("lint.overlapping_text", _LETTERING, page.overlapping_text),
    PageRule("lint.cut_label", _MARGINALIA, page.cut_label),
)


def lint_map(made: Made) -> Findings:
    """Return what the rules find on a map."""
    return _found(made, RULES)


def lint_amounts(made: Made) -> Findings:
    """Return what the rules about amounts find on one of the amounts of a map."""
    kind = made.kind if made.kind is Kind.SYMBOLS else Kind.CHOROPLETH
    rules = tuple(rule for rule in RULES if rule.code in _OF_AMOUNTS)
    return _found(replace(made, kind=kind), rules)


def _found(made: Made, rules: tuple[Rule, ...]) -> Findings:
    findings = Findings()
    for rule in rules:
        for where, values in rule.check(made):
            findings.add(rule.code, where, **values)
    return findings
