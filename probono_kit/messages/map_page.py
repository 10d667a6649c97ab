"""Findings about the drawn page of a map."""

from __future__ import annotations

from probono_kit.messages.entry import N_, WARNING, Message

MESSAGES = {
    "lint.not_area_true": Message(
        WARNING,
        N_("The projection {name} makes some areas {share} % larger than others of the same size."),
        N_("Use the projection that is chosen by itself: it keeps areas true."),
    ),
    "lint.small_text": Message(
        WARNING,
        N_(
            "{count} texts are set in {size} points; below {least} they are not read on paper:"
            " {examples}."
        ),
        N_("Choose a larger `layout`, or fewer words."),
    ),
    "lint.clipped_text": Message(
        WARNING,
        N_("{count} texts run over the edge: {examples}."),
        N_("Shorten them, or choose a larger `layout`."),
    ),
    "lint.overlapping_text": Message(
        WARNING,
        N_("{count} texts lie on each other: {examples}."),
        N_("Shorten title, legend or notes, or choose a larger `layout`."),
    ),
    "lint.cut_label": Message(
        WARNING,
        N_("{count} labels were shortened, since the legend has no room for them: {examples}."),
        N_("Write shorter labels, gather rare categories, or choose a larger `layout`."),
    ),
}
