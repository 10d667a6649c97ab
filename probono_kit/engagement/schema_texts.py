"""What the schema says about each key of the brief: shown by editors."""

from __future__ import annotations

from probono_kit.findings import N_

#: Part of the brief, or part and key.
TEXTS = {
    "brief": N_("The brief of an engagement: with the raw data, it reproduces everything."),
    "brief.engagement": N_("Short name: lower-case letters without accents, digits, hyphens."),
    "brief.title": N_("What it is about; one text, or one per language."),
    "brief.ngo": N_("The organisation that is helped."),
    "brief.question": N_("The question to answer; one text, or one per language."),
    "brief.audience": N_("Who will read the result, and what for."),
    "brief.languages": N_("Languages of the result; the first one is that of the index page."),
    "brief.deadline": N_("Until when: year-month-day."),
    "brief.time_box_hours": N_("How many hours it may take."),
    "brief.produced": N_("Day printed on the maps: year-month-day. Never taken from the clock."),
    "brief.disclaimer": N_("Empty for the usual text, which names the NGO."),
    "brief.country": N_("ISO code of three letters, such as SEN; empty for several countries."),
    "brief.numbers_as_in": N_(
        "ISO code of the country as in which numbers and dates are written; empty for country."
    ),
    "brief.sources": N_("The files that were received, each under an id of your choice."),
    "brief.columns_to_share": N_("The only columns that may leave with the results."),
    "brief.limits": N_("What the data cannot say; shown in the bundle."),
    "brief.tasks": N_("What is to be done, one notebook each."),
    "ngo": N_("The organisation that is helped."),
    "ngo.name": N_("As it wants to be named."),
    "ngo.contact": N_("Whom readers can write to: a role and an address rather than a person."),
    "ngo.logo": N_("PNG or JPEG file in this folder."),
    "ngo.website": N_("Address, shown as text."),
    "ngo.profile": N_("House style of printed maps: plain, ocha-like, mapaction-like, or a file."),
    "source": N_("A file, with what has to be said about it on every map."),
    "source.file": N_("Path in this folder, such as raw/points.xlsx."),
    "source.title": N_("What the file is."),
    "source.provider": N_("Who made it."),
    "source.licence": N_("Under which licence it may be used."),
    "source.date": N_("Day or period of the data, as people write it."),
    "source.url": N_("Where it was found."),
    "task": N_("One run of one notebook, or one per combination of the matrix."),
    "task.id": N_("Names the folder of its outputs: lower-case letters, digits, hyphens."),
    "task.notebook": N_("Which notebook; “probono notebooks” shows them."),
    "task.inputs": N_("What goes in: id of a source or task, base:admin1, or a file."),
    "task.parameters": N_("Parameters of the notebook; what is not set keeps its default."),
    "task.matrix": N_("Parameters with several values: one run per combination."),
    "task.deliver": N_("Whether the outputs go into the bundle."),
}
