"""The catalogue: what findings say and how to mend it. French is in ``locale/fr``.

One module per package that makes findings. Texts name values in braces; :func:`N_` marks them for
translation. A text ends with a full stop and speaks to a volunteer who never heard of the code.
"""

from __future__ import annotations

from probono_kit.messages import (
    area,
    boundaries,
    brief_file,
    build,
    clean,
    cleaning,
    conventions,
    coordinates,
    deliver,
    design,
    document,
    engagement,
    explore,
    figures,
    files,
    form,
    form_build,
    form_choices,
    form_compare,
    form_lint,
    form_logic,
    form_papers,
    form_received,
    form_synth,
    gazetteer,
    lint,
    load,
    map_kinds,
    map_layouts,
    maps,
    monitor,
    parameters,
    places,
    privacy,
    propose,
    recipe,
    run,
    save,
    servers,
    sheets,
    space,
    tables,
    types,
    web,
)
from probono_kit.messages.entry import Message
from probono_kit.messages.sentence import Sentence

#: Every finding's code with its severity, text and fix.
CATALOGUE: dict[str, Message] = {
    **files.MESSAGES,
    **tables.MESSAGES,
    **conventions.MESSAGES,
    **cleaning.MESSAGES,
    **figures.MESSAGES,
    **sheets.MESSAGES,
    **types.MESSAGES,
    **clean.MESSAGES,
    **recipe.MESSAGES,
    **boundaries.MESSAGES,
    **places.MESSAGES,
    **privacy.MESSAGES,
    **space.MESSAGES,
    **area.MESSAGES,
    **coordinates.MESSAGES,
    **gazetteer.MESSAGES,
    **maps.MESSAGES,
    **map_kinds.MESSAGES,
    **map_layouts.MESSAGES,
    **lint.MESSAGES,
    **web.MESSAGES,
    **parameters.MESSAGES,
    **brief_file.MESSAGES,
    **engagement.MESSAGES,
    **propose.MESSAGES,
    **build.MESSAGES,
    **run.MESSAGES,
    **save.MESSAGES,
    **load.MESSAGES,
    **deliver.MESSAGES,
    **document.MESSAGES,
    **explore.MESSAGES,
    **design.MESSAGES,
    **form.MESSAGES,
    **form_build.MESSAGES,
    **form_choices.MESSAGES,
    **form_compare.MESSAGES,
    **form_lint.MESSAGES,
    **form_logic.MESSAGES,
    **form_papers.MESSAGES,
    **form_received.MESSAGES,
    **form_synth.MESSAGES,
    **monitor.MESSAGES,
    **servers.MESSAGES,
}

#: Every sentence about the data, by the code of its insight.
SENTENCES: dict[str, Sentence] = {
    **explore.SENTENCES,
    **space.SENTENCES,
    **monitor.SENTENCES,
}

__all__ = ["CATALOGUE", "SENTENCES", "Message", "Sentence"]
