"""Forms of KoboToolbox and ODK: making, reading and checking XLSForms, monitoring what comes in.

>>> from probono_kit import forms
>>> forms.parse_expression("selected(${needs}, 'water'").problems[0].code
'form.parenthesis_open'
"""

from probono_kit.forms.building.built import BuiltForm, build_form, write_form
from probono_kit.forms.building.description import Description, Item
from probono_kit.forms.building.modules import Module, form_modules
from probono_kit.forms.building.reading import read_description
from probono_kit.forms.evaluation import Choices, Compiled, choices_of, compile_expression
from probono_kit.forms.export import write_submissions
from probono_kit.forms.expressions import Expression, parse_expression
from probono_kit.forms.lint import lint_form
from probono_kit.forms.model import Choice, Column, Form, Question, Row
from probono_kit.forms.monitoring import (
    Monitoring,
    MonitorSettings,
    monitor,
    read_monitor_settings,
    write_cleaning_log,
)
from probono_kit.forms.papers.codebook import codebook, write_codebook
from probono_kit.forms.papers.comparison import Change, Effect, FormComparison, compare_forms
from probono_kit.forms.papers.paper import write_paper_form
from probono_kit.forms.papers.plan import analysis_plan, write_analysis_plan
from probono_kit.forms.papers.register import (
    personal_data_register,
    write_personal_data_register,
)
from probono_kit.forms.papers.translation_applying import write_translated_form
from probono_kit.forms.papers.translation_reading import Translation, read_translation_sheet
from probono_kit.forms.papers.translation_sheet import write_translation_sheet
from probono_kit.forms.reading import read_form
from probono_kit.forms.received import read_submissions, write_submission_tables
from probono_kit.forms.sampling import (
    SampleSize,
    cluster_sample,
    design_effect,
    draw_clusters,
    draw_points,
    margin_of_error,
    sample_size,
    stratified_sample,
)
from probono_kit.forms.servers import (
    Deployment,
    Fetched,
    Source,
    Standing,
    deploy_form,
    fetch_submissions,
    forget_secret,
    read_source,
    store_secret,
)
from probono_kit.forms.submission_model import Submissions
from probono_kit.forms.synthesis import plant, synthesise
from probono_kit.forms.tokens import ExpressionError

__all__ = [
    "BuiltForm",
    "Change",
    "Choice",
    "Choices",
    "Column",
    "Compiled",
    "Deployment",
    "Description",
    "Effect",
    "Expression",
    "ExpressionError",
    "Fetched",
    "Form",
    "FormComparison",
    "Item",
    "Module",
    "MonitorSettings",
    "Monitoring",
    "Question",
    "Row",
    "SampleSize",
    "Source",
    "Standing",
    "Submissions",
    "Translation",
    "analysis_plan",
    "build_form",
    "choices_of",
    "cluster_sample",
    "codebook",
    "compare_forms",
    "compile_expression",
    "deploy_form",
    "design_effect",
    "draw_clusters",
    "draw_points",
    "fetch_submissions",
    "forget_secret",
    "form_modules",
    "lint_form",
    "margin_of_error",
    "monitor",
    "parse_expression",
    "personal_data_register",
    "plant",
    "read_description",
    "read_form",
    "read_monitor_settings",
    "read_source",
    "read_submissions",
    "read_translation_sheet",
    "sample_size",
    "store_secret",
    "stratified_sample",
    "synthesise",
    "write_analysis_plan",
    "write_cleaning_log",
    "write_codebook",
    "write_form",
    "write_paper_form",
    "write_personal_data_register",
    "write_submission_tables",
    "write_submissions",
    "write_translated_form",
    "write_translation_sheet",
]
