"""Findings of the kinds of maps that show more than one amount, flows or who does what."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_SQUARE = {
    "map.no_second": Message(
        ERROR,
        N_("A map of two amounts has only one."),
        N_("Name the column of the other one as `second`."),
    ),
    "map.breaks_of_square": Message(
        ERROR,
        N_("Classes by hand need two breaks for each of both amounts; here are {count}."),
        N_("Give two rising numbers: up to the first is little, above the second is much."),
    ),
    "map.palette_of_square": Message(
        NOTE,
        N_("A map of two amounts has nine colours of its own, not those of {palette}."),
        N_("Leave `palette` at `auto`."),
    ),
    "map.half_known": Message(
        NOTE,
        N_("Areas of which only one of both amounts is known ({count}): {examples}."),
        N_("They are shown as without data; complete them if you can."),
    ),
}

_FLOWS = {
    "map.no_ends": Message(
        ERROR,
        N_("A map of flows needs to know from where to where."),
        N_("Name the columns `origin` and `destination`."),
    ),
    "map.flow_off_map": Message(
        WARNING,
        N_(
            "Flows that begin or end in no place of the map, and are not on it: {count} of {total}"
            " ({examples})."
        ),
        N_("Check how these places are written, or decide which area each of them is."),
    ),
    "map.flow_without_amount": Message(
        WARNING,
        N_("Flows without an amount, which are not on the map: {count} of {total}."),
        N_("Complete them if you can."),
    ),
    "map.negative_flow": Message(
        ERROR,
        N_("Flows of less than nothing: {count}."),
        N_("Exchange origin and destination of these rows, or correct the amount."),
    ),
    "map.no_flows": Message(
        ERROR,
        N_("No flow leads from one place of the map to another."),
        N_("Check the columns of origin, destination and amount."),
    ),
    "map.no_flow_so_large": Message(
        ERROR,
        N_("No flow is as large as {least}; the largest is {most}."),
        N_("Set `least_flow` lower, or leave it out."),
    ),
    "map.flow_without_names": Message(
        ERROR,
        N_("Flows between points need their names, which must be allowed to leave."),
        N_("Name the column with the names as `label`, and among the columns that may leave."),
    ),
}

_BARS = {
    "map.bars_of_one": Message(
        ERROR,
        N_("A map of bars compares two or three amounts, at most {most}."),
        N_("Name the columns of the other one or two under `further`."),
    ),
}

_WHO = {
    "map.no_who": Message(
        ERROR,
        N_("A map of who does what where needs organisations and sectors."),
        N_("Name their columns `organisation` and `sector`."),
    ),
    "map.row_without_who": Message(
        WARNING,
        N_("Rows without an organisation, which are not counted: {count} of {total}."),
        N_("Complete them if you can."),
    ),
    "map.nobody_anywhere": Message(
        ERROR,
        N_("No row names an organisation and an area."),
        N_("Check the columns of organisations and of areas."),
    ),
}

_RAMP = {
    "map.unclassed_tells": Message(
        NOTE,
        N_(
            "A colour for each amount would tell the amounts of {column}, which may not leave: the"
            " map has classes."
        ),
        N_("Name the column among those that may leave, or choose another classification."),
    ),
}

_TIME = {
    "map.time_of_kind": Message(
        ERROR,
        N_("Steps of time are not shown by maps of the kind {kind}."),
        N_(
            "Choose choropleth, symbols, categories, bars, dots, who_what_where (areas), points or "
            "symbols (places) or flows, or leave out `time`."
        ),
    ),
    "map.row_without_time": Message(
        WARNING,
        N_("Rows without a time, which are not on the map: {count} of {total}."),
        N_("Complete them if you can."),
    ),
    "map.one_step": Message(
        ERROR,
        N_("A map over time needs two times at least; the column has {count}."),
        N_("Check the column `time`, or leave it out."),
    ),
}

_PARAMETERS = {
    "engagement.flows_of_coordinates": Message(
        NOTE,
        N_("Both ends of the flows are coordinates: arrows go between {count} points."),
        N_("Name areas at both ends if areas are meant."),
    ),
    "engagement.flows_of_towns": Message(
        NOTE,
        N_(
            "Most ends of the flows are names of towns, not of areas: arrows go between {count} "
            "towns (GeoNames)."
        ),
        N_("Name areas at both ends, or coordinates, if these towns are not meant."),
    ),
    "engagement.time_of_kind": Message(
        ERROR,
        N_("Steps of time are not shown by this kind of map."),
        N_(
            "Set `kind` to choropleth, symbols, categories, points, bars, dots, flows or "
            "who_what_where, or leave out `time`."
        ),
    ),
    "engagement.no_who": Message(
        ERROR,
        N_("A map of the kind who_what_where needs organisations and sectors."),
        N_("Name the columns under `organisation` and `sector`."),
    ),
    "engagement.no_further": Message(
        ERROR,
        N_("A map of the kind bars shows two or three amounts: `further` names one or two."),
        N_("Name the columns of the other amounts under `further`."),
    ),
    "engagement.no_ends": Message(
        ERROR,
        N_("A map of the kind flows needs to know from where to where."),
        N_("Name the columns under `origin` and `destination`."),
    ),
    "engagement.no_second": Message(
        ERROR,
        N_("A map of the kind bivariate shows two amounts: the second is missing."),
        N_("Name its column under `second`."),
    ),
}

MESSAGES = {**_SQUARE, **_FLOWS, **_BARS, **_WHO, **_RAMP, **_TIME, **_PARAMETERS}
