"""What each kind of fault is called, and how to mend it: (what is wrong, how to mend it).

The kinds are those of `reading`, of the rules in the models, and those that pydantic names itself.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KEYS = (
    _("keys with values are expected here"),
    _("write one line “key: value” for each, or {key: value, …}"),
)

WORDS: dict[str, tuple[Promise, Promise]] = {
    # the file as a whole
    "file_too_big": (
        _("the file is larger than %(limit)s KiB"),
        _("keep one indicator set in a file and move long explanations elsewhere"),
    ),
    "not_utf8": (_("the byte %(byte)s is not UTF-8 text"), _("save the file in the encoding UTF-8")),
    "empty_file": (_("the file is empty"), _("start from one of the sets in fixtures/")),
    "second_document": (
        _("a second document begins here"),
        _("keep one set in a file and remove the line ---"),
    ),
    "too_many_nodes": (
        _("there are more than %(limit)s values"),
        _("keep one indicator set in a file"),
    ),
    "too_deep": (
        _("the nesting is more than %(limit)s levels deep"),
        _("check the brackets and the indentation"),
    ),
    "more_problems": (
        _("there are more problems: %(number)s"),
        _("mend those named above, then check the file again"),
    ),
    # its characters and its YAML
    "tab": (_("there is a tab"), _("write spaces instead; indentation in YAML is made of spaces only")),
    "invisible": (
        _("there is the invisible character %(character)s"),
        _("delete it and type the text again"),
    ),
    "bad_escape": (
        _("an escape before this place stands for no character"),
        _("write the character itself in place of the backslash and its digits"),
    ),
    "directive": (_("a line beginning with “%%” is not allowed"), _("remove it, or put the text in quotes")),
    "not_yaml": (
        _("this cannot be read as YAML (%(detail)s)"),
        _("check indentation, colons, quotes and brackets here and on the line before"),
    ),
    "anchor": (
        _("the anchor “&%(name)s” is not allowed"),
        _("remove it and write the value out in each place"),
    ),
    "alias": (_("the alias “*%(name)s” is not allowed"), _("write the value out here")),
    "tag": (_("a tag beginning with “!” is not allowed"), _("remove it, or put the text in quotes")),
    "key_not_text": (_("a list or mapping cannot be a key"), _("write a plain word before the colon")),
    "duplicate_key": (_("“%(key)s” stands here for the second time"), _("keep one of the two")),
    # a workbook
    "not_a_workbook": (
        _("this is not a workbook that can be opened"),
        _("save it as an Excel workbook (.xlsx), or start from a set that you download"),
    ),
    "old_workbook": (
        _("this is a workbook of the old kind, or it has a password"),
        _("save it as an Excel workbook (.xlsx) without a password"),
    ),
    "macros": (_("the workbook contains macros"), _("save it as an Excel workbook (.xlsx) without macros")),
    "too_much_inside": (
        _("unpacked, the workbook is larger than %(limit)s MiB"),
        _("keep one indicator set in a workbook, without pictures and other data"),
    ),
    "sheet_missing": (
        _("there is no sheet “%(sheet)s”"),
        _("download the set once more and copy this sheet into the workbook"),
    ),
    "sheet_unknown": (
        _("the sheet “%(sheet)s” is no part of a set"),
        _("let its name end with the name of the part, such as “indicators”, or remove the sheet"),
    ),
    "sheet_twice": (_("the sheet “%(sheet)s” is here for the second time"), _("keep one of the two")),
    "sheet_hidden": (_("the sheet is hidden"), _("show it, or remove it")),
    "header_none": (
        _("no row with the names of the columns is found"),
        _("put the names above the columns, beginning with “%(example)s”"),
    ),
    "header_missing": (_("there is no column or row “%(key)s”"), _("add it with this name")),
    "header_unknown": (
        _("no column is called “%(key)s”"),
        _("correct the name, or remove the column"),
    ),
    "header_twice": (_("“%(key)s” stands here for the second time"), _("keep one of the two")),
    "row_unknown": (
        _("no row of this sheet is called “%(name)s”"),
        _("put back the small grey name in this row, or remove the row"),
    ),
    "cell_merged": (_("cells are merged here"), _("split them and write the value into each")),
    "cell_formula": (_("the cell holds a formula"), _("copy it and paste its value in its place")),
    "cell_error": (_("the cell holds the error %(error)s"), _("write the value itself")),
    "cell_date": (
        _("the cell holds a date or a time"),
        _("format the cell as text and type it again"),
    ),
    "cell_outside": (
        _("there is a value outside the columns"),
        _("move it into a column with a name, or remove it"),
    ),
    "cell_too_far": (
        _("there is a value beyond row %(rows)s or column %(columns)s"),
        _("remove it; a set needs less room"),
    ),
    "parent_missing": (
        _("the row does not say to which of the “%(section)s” it belongs"),
        _("write the code here, in every row"),
    ),
    # keys
    "missing": (_("“%(key)s” is missing"), _("add it here")),
    "extra_forbidden": (
        _("“%(key)s” is not known here"),
        _("correct its spelling, or remove it with everything under it"),
    ),
    # types
    "nothing": (_("there is no value"), _("write one after the colon or the dash")),
    "string_type": (_("text is expected here"), _("put the value in quotes")),
    "int_type": (_("a whole number is expected here"), _("write it in digits, without quotes")),
    "bool_type": (_("true or false is expected here"), _("write true or false, without quotes")),
    "list_type": (
        _("a list is expected here"),
        _("begin each item on a line of its own with a dash, or write [a, b]"),
    ),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "share_expected": (
        _("a share of the whole is expected here"),
        _("write it as a fraction, such as 2/3 or 1/2"),
    ),
    # values
    "string_too_short": (_("the text is empty"), _("write at least %(min_length)s character")),
    "string_too_long": (_("the text is longer than %(max_length)s characters"), _("shorten it")),
    "string_pattern_mismatch": (
        _("“%(input)s” cannot be used as a code"),
        _("write it in the manner of “%(example)s”"),
    ),
    "greater_than_equal": (_("%(input)s is too small"), _("write %(ge)s or more")),
    "less_than_equal": (_("%(input)s is too large"), _("write %(le)s or less")),
    "less_than": (_("%(input)s is too large"), _("write less than %(lt)s")),
    "too_short": (
        _("the list has %(actual_length)s items, which is too few"),
        _("give at least %(min_length)s"),
    ),
    "too_long": (_("the list has too many items"), _("give at most %(max_length)s")),
    "literal_error": (_("“%(input)s” is not among the choices"), _("write %(expected)s")),
    "union_tag_invalid": (_("“%(tag)s” is not a kind of stage"), _("write one of %(expected_tags)s")),
    "union_tag_not_found": (_("“kind” is missing"), _("say which kind of stage this is")),
    # rules across fields
    "repeated_code": (_("“%(code)s” stands here for the second time"), _("give each its own, or remove one")),
    "unknown_code": (
        _("“%(code)s” is not in the list “%(section)s”"),
        _("add it there, or correct the spelling"),
    ),
    "text_missing": (
        _("there is no text in any language"),
        _("write “zh: …”, “en: …” or both"),
    ),
    "language_missing": (
        _("the text is missing in the set’s first language (%(language)s)"),
        _("write “%(language)s: …” here, or choose another “language” for the whole set"),
    ),
    "tier_missing": (_("the class belongs to no tier"), _("add “tier:” with one of the codes in “tiers”")),
    "nothing_asked": (
        _("a matter of the class “%(code)s” would be asked nothing%(where)s"),
        _("let an indicator apply to it, or remove the class"),
    ),
    "never_asked": (
        _("no class of matters fits all of these conditions"),
        _("loosen them so that the indicator is asked of some matter, or remove the indicator"),
    ),
    "words_count_nothing": (
        _("an answer in words counts in no figure, so “%(key)s” has no effect"),
        _("remove “%(key)s”, or ask for an impact in place of text"),
    ),
    "tier_without_class": (
        _("no class of matters belongs to the tier “%(code)s”"),
        _("give a class this tier, or remove the tier"),
    ),
    "screening_without_questions": (
        _("there is a screening stage but no question for it"),
        _("add a section “screening” with its questions, or remove the stage"),
    ),
    "screening_without_stage": (
        _("there are screening questions but no stage in which they are asked"),
        _("add a stage of the kind “screening”, or remove the questions"),
    ),
    "participation_link_missing": (
        _("a procedure of the type “quzhou” lacks the participation link “%(link)s”%(where)s"),
        _("add it under “participation”, or choose the type “general”"),
    ),
    "participation_without_stage": (
        _("the procedure has no stage “%(kind)s” during which children could take part"),
        _("name one of its stages, or add this one"),
    ),
    "nobody_decides": (
        _("what is published would have been decided by nobody%(where)s"),
        _("add a stage “committee” or “sign_off” before it"),
    ),
    "level_not_rising": (
        _("the level %(value)s follows %(before)s"),
        _("order the levels from the lowest to the highest, each value once"),
    ),
    "months_not_rising": (
        _("the month %(month)s comes after a later one, or twice"),
        _("order the months from the earliest to the latest, each once"),
    ),
    "repeated_stage": (
        _("the stage “%(code)s” stands here for the second time%(where)s"),
        _("keep each kind once, or give the two different tiers"),
    ),
    "first_stage": (
        _("there is no stage “%(kind)s”%(where)s"),
        _("begin with it, after a screening if there is one"),
    ),
    "last_stage": (_("there is no stage “%(kind)s”%(where)s"), _("end with “%(kind)s”")),
    "stage_out_of_order": (_("“%(kind)s” comes after “%(other)s”%(where)s"), _("move it before “%(other)s”")),
    "stage_missing": (
        _("“%(kind)s” needs a stage “%(needed)s”%(where)s"),
        _("add that stage, or remove this one"),
    ),
}

_UNNAMED = (
    _("this is not allowed here (%(detail)s)"),
    _("compare with the example in docs/indicator-sets.md"),
)


def words(kind: str, facts: dict[str, Any]) -> tuple[str, str]:
    """What is wrong and how to mend it, in the active language."""
    what, mend = WORDS.get(kind, _UNNAMED)
    return str(what) % facts, str(mend) % facts
