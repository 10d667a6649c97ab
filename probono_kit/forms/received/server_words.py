"""What servers write into headings beside the questions of a form."""

from __future__ import annotations

import re

#: What the server adds: heading → column, in the order of the columns.
META = {
    "_id": "_id",
    "_submission_time": "_submission_time",
    "_validation_status": "_validation_status",
    "_submitted_by": "_submitted_by",
    "__version__": "_version",
}
#: The same where ODK Central writes it.
CENTRAL_META = {
    "SubmissionDate": "_submission_time",
    "ReviewState": "_validation_status",
    "SubmitterName": "_submitted_by",
    "FormVersion": "_version",
}
#: Bookkeeping that says nothing of its own.
DROPPED = re.compile(
    r"_(?:notes|status|tags|index|uuid|attachments|geolocation|xform_id_string|xform_id"
    r"|bamboo_dataset_id|supplementalDetails|edit|links|parent_table_name|parent_index"
    r"|submission__.*|version_|version__\d+)|SET-OF-.*"
    r"|(?:meta[/-])?(?:rootUuid|instanceID|instanceName|deprecatedID|audit|audit_URL)"
    r"|(?:PARENT_)?KEY|uuid|formhub[/-]uuid"
)
CENTRAL_DROPPED = frozenset(
    (
        *("SubmitterID", "AttachmentsPresent", "AttachmentsExpected", "Status", "DeviceID"),
        *("Edits", "instanceID", "Created At"),
    )
)
#: What every form may have, so that it says nothing of which form it is.
COMMON = frozenset(
    (
        *("start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid"),
        *("simserial", "email", "audit", "background-audio", "start-geopoint"),
    )
)
#: Parts of a position.
PARTS = ("latitude", "longitude", "altitude", "accuracy")
WRITTEN_PARTS = {"precision": "accuracy"} | {part: part for part in PARTS}
PART = re.compile(
    r"(?P<before>.*[/.:-])?_(?P<last>.+)_(?P<kobo>latitude|longitude|altitude|precision|accuracy)"
    r"|(?P<odk>.+)[-:](?P<part>Latitude|Longitude|Altitude|Accuracy)",
    re.DOTALL,
)
#: What stands between a group and what is in it; Central writes the hyphen.
SEPARATORS = ("/", "-", ".", ":")
#: Kinds whose answer is a file, with its address beside it.
FILES = ("image", "audio", "video", "file", "background-audio", "audit")
