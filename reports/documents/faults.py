"""What is wrong with a template, for whoever made it: where, what, and how to mend it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.documents.filling import Fault

_SAID = {
    "no_document": gettext_lazy("The file cannot be read as a Word document. Please save it again as .docx."),
    "old_workbook": gettext_lazy(
        "The file is of an old kind (.doc), or has a password. Please save it as .docx without one."
    ),
    "too_much_inside": gettext_lazy(
        "The file holds far more than a template. Please take out large pictures."
    ),
    "macros": gettext_lazy("The file holds macros. Please save it as .docx, without them."),
    "embedded": gettext_lazy(
        "The file holds an embedded object (%(name)s). Please take it out: only text, tables and pictures can be "
        "published."
    ),
    "picture": gettext_lazy(
        "The file holds a picture that not every computer shows in the same way: %(name)s. Please put it in as PNG "
        "or JPEG."
    ),
    "external": gettext_lazy(
        "The file fetches something from elsewhere: %(name)s. Please put pictures into the document itself; links may "
        "lead to web pages."
    ),
    "tracked": gettext_lazy("The file holds tracked changes. Please accept or reject them first."),
    "comments": gettext_lazy("The file holds comments, which would be published. Please delete them."),
    "field": gettext_lazy(
        "The file holds a field that says something else on every computer: %(name)s. Page numbers and the like may "
        "stay."
    ),
    "nothing": gettext_lazy(
        "The file holds no place-holder, so that every report would look the same. Please write {{ title }} and the "
        "like where facts of the report belong."
    ),
    "broken": gettext_lazy("In “%(where)s” a brace is missing: a place-holder is written {{ name }}."),
    "unknown": gettext_lazy("In “%(where)s”: there is no place-holder “%(name)s”."),
    "outside": gettext_lazy(
        "In “%(where)s”: “%(name)s” belongs to a list. Put it into a row of a table, or between {{#…}} and {{/…}}."
    ),
    "is_list": gettext_lazy(
        "In “%(where)s”: “%(name)s” is a list; say what of each entry, as in {{conditions.due}}."
    ),
    "no_list": gettext_lazy(
        "In “%(where)s”: “%(name)s” is no list; for something to be there only sometimes write {{?%(name)s}}."
    ),
    "two_lists": gettext_lazy("In the row “%(where)s” are entries of more than one list: %(name)s."),
    "not_alone": gettext_lazy("In “%(where)s”: {{%(name)s}} must stand alone in its paragraph or row."),
    "not_opened": gettext_lazy("{{/%(name)s}} ends what was never begun, or begins in another table or box."),
    "not_closed": gettext_lazy("{{#%(name)s}} is never ended, or ends in another table or box."),
    "too_large": gettext_lazy("The filled document would be far too long."),
}


def in_words(fault: Fault) -> str:
    words = str(_SAID[fault.kind]) % {"name": fault.name, "where": fault.where}
    if fault.near:
        return _("%(fault)s Was “%(near)s” meant?") % {"fault": words, "near": fault.near}
    return words
