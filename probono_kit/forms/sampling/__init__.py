"""How many to ask, and whom: sizes of samples, clusters drawn, points drawn inside areas."""

from __future__ import annotations

from probono_kit.forms.sampling.allocation import stratified_sample
from probono_kit.forms.sampling.clusters import draw_clusters
from probono_kit.forms.sampling.points import draw_points
from probono_kit.forms.sampling.sizes import (
    SampleSize,
    cluster_sample,
    design_effect,
    margin_of_error,
    sample_size,
)

__all__ = [
    "SampleSize",
    "cluster_sample",
    "design_effect",
    "draw_clusters",
    "draw_points",
    "margin_of_error",
    "sample_size",
    "stratified_sample",
]
