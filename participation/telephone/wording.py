"""What the page on the telephone says, in both languages at once: it switches without a connection or a cookie."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from participation.enums import Face

LANGUAGES = {"zh": "zh-hans", "en": "en"}

SENTENCES = {
    "title": _("What do you think?"),
    "no_script": _("This page needs JavaScript; please ask the adult here for another phone."),
    "start": _("We would like to hear what you think"),
    "about": _("It is about:"),
    "free": _("You need not take part. You may leave out any question, and stop at any time."),
    "nameless": _("Nobody asks for your name, and nobody will know which answers are yours."),
    "begin": pgettext_lazy("telephone", "Start"),
    "aloud": _("Read it to me"),
    "next": pgettext_lazy("telephone", "Next"),
    "back": pgettext_lazy("telephone", "Back"),
    "done": pgettext_lazy("telephone", "Done"),
    "rather_not": _("I’d rather not answer"),
    "no_names": _("Please no names, no school and no telephone number."),
    "stop": _("I want to stop"),
    "stop_what": _("If you stop, nothing of what you have answered is kept."),
    "stop_sure": pgettext_lazy("telephone", "Stop"),
    "go_on": pgettext_lazy("telephone", "Go on"),
    "sending": _("One moment…"),
    "thanks": _("Thank you!"),
    "pass": _("Please pass the phone to the next child."),
    "next_child": _("I am the next child"),
    "promise": _("We will tell you by {day} what became of it."),
    "harm": _(
        "If somebody hurts you or something makes you afraid, you can tell it: talk to the adult here, or call 12355 "
        "(young people’s line) or 110 (police). You have done nothing wrong."
    ),
    "change_title": _("Could you write it otherwise?"),
    "change": _("There is something in it that tells who somebody is. Please write it without."),
    "change_name": _("There seems to be a name in it. Please write it without names."),
    "change_school_class": _("There seems to be a school or a class in it. Please write it without."),
    "change_mobile": _("There seems to be a telephone number in it. Please write it without numbers."),
    "change_id_number": _(
        "There seems to be a number in it that tells who somebody is. Please write it without."
    ),
    "change_long": _("This is a little too long. Please make it shorter."),
    "send_again": pgettext_lazy("telephone", "Send"),
    "leave_out": _("Leave it out"),
    "adult_button": _("For the adult: words to look at"),
    "adult_title": _("For the adult with the group"),
    "adult_why": _(
        "In what a child wrote there seems to be a name or a number. It is not kept. Please open it where no child "
        "looks on, and write it without, or leave it out. The faces are already counted."
    ),
    "adult_open": _("I am the adult: show it"),
    "closed": _("This is closed now. Thank you to everybody!"),
    "answered": _("Answered on this phone:"),
    "waiting": _("Still on this phone:"),
    "will_be_sent": _("They will be sent as soon as there is a connection. Please leave this page open."),
    "untaken": _("Came too late or did not fit any more:"),
}


def sentences() -> dict[str, dict[str, str]]:
    """By language; the words of the faces with them."""
    said = {}
    for short, code in LANGUAGES.items():
        with override(code):
            faces = {f"face_{face.value}": str(face.label) for face in Face}
            said[short] = {name: str(text) for name, text in SENTENCES.items()} | faces
    return said
