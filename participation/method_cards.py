"""Which way of hearing suits which age: what a facilitator reads before a session. After General Comment 12 and the
usual practice of child-rights work; written here, in no city's words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.ages import Span
from participation.enums import Method


@dataclass(frozen=True)
class MethodCard:
    """`methods`: codes of `Method` that suit, the best first, each with how it is done at this age."""

    code: str
    name: Promise
    ages: Span
    lasts: Promise
    group: Promise
    methods: tuple[tuple[str, Promise], ...]
    ask: Promise
    consent: Promise
    avoid: tuple[Promise, ...]

    @property
    def ways(self) -> list[tuple[str, Promise]]:
        """The methods by their names."""
        return [(str(Method(code).label), how) for code, how in self.methods]


CARDS = (
    MethodCard(
        "early",
        _("0 to 6 years"),
        Span(0, 7),
        _("15 to 20 minutes, then a break to play"),
        _("3 to 6 children, with an adult whom they know"),
        (
            ("drawing", _("Draw or build the place as they would like it, and tell about it")),
            (
                "walk",
                _("Walk through the place hand in hand; they stop at what they like and what frightens them"),
            ),
            ("talk", _("Stories and pictures: “What does the bear need here?”")),
        ),
        _("One thing at a time, about what they can see and touch. Listen to play and gestures as well."),
        _("Guardians agree beforehand. The child shows by joining in or walking away whether it wants to."),
        (
            _("Questionnaires, voting, questions why"),
            _("Asking a baby’s wishes of the baby: watch, and ask those who care for it"),
            _("Photographs of faces"),
        ),
    ),
    MethodCard(
        "middle",
        _("7 to 12 years"),
        Span(7, 13),
        _("40 to 60 minutes, with movement in between"),
        _("6 to 12 children of about the same age"),
        (
            ("workshop", _("Maps, models and sticky notes in small groups; each group tells one thing")),
            (
                "walk",
                _("Walk on site with a checklist of pictograms; they mark what is good and what is not"),
            ),
            ("drawing", _("Draw today and later, and say what changed")),
            ("questionnaire", _("Faces and single words on one shared phone, read aloud")),
        ),
        _("Real choices between two or three things that can still be changed. Say what cannot be."),
        _("Guardians of those under 14 agree on paper; each child says yes itself and may stop."),
        (
            _("Teachers who answer for them or mark what they say"),
            _("Only the class monitors: the quiet ones and children with disabilities as well"),
            _("Asking about families, marks or classmates"),
        ),
    ),
    MethodCard(
        "teen",
        _("13 to 17 years"),
        Span(13, 18),
        _("60 to 90 minutes, on a day they can choose"),
        _("8 to 15 young people; girls and boys apart where the topic asks for it"),
        (
            ("talk", _("A talk in a circle that one of them leads, with the draft on the table")),
            ("workshop", _("Rewrite the draft: what stays, what goes, what is missing")),
            ("questionnaire", _("Anonymous questions, on paper or the phone, for what nobody says aloud")),
        ),
        _("The real draft in plain words, who decides, and when. Ask for proposals, and for their reasons."),
        _("Each agrees for itself; guardians of those under 14 as well, and the others are told."),
        (
            _("Decorative listening: a speech, a photograph, no answer"),
            _("Making them speak for all young people"),
            _("Online groups that show names or pictures"),
        ),
    ),
)


def cards_for(first: int, last: int) -> list[tuple[MethodCard, bool]]:
    """All of them, and of each whether it is meant for ages from the first up to, and without, the last."""
    there = Span(first, last)
    return [(card, card.ages.meets(there)) for card in CARDS]
