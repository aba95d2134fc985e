"""Questions to begin with, by link and age. Whoever opens a link chooses among them and may put them otherwise."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import override, pgettext_lazy

from assessments.enums import Link
from participation.sheets import FACE, WORDS, Question

PICTOGRAMS = (
    "talk",
    "paper",
    "idea",
    "ear",
    "school",
    "home",
    "road",
    "bus",
    "park",
    "play",
    "health",
    "night",
)


class Band(TextChoices):
    """How a question is put; children of mixed ages are asked as the youngest."""

    YOUNGER = "younger", pgettext_lazy("children", "Up to 9 years")
    OLDER = "older", pgettext_lazy("children", "10 years and older")


FIRST_OLDER = 10


@dataclass(frozen=True)
class Draft:
    """A question of the bank, in the reader's language until it is chosen."""

    kind: str
    pictogram: str
    text: Promise

    def question(self) -> Question:
        """In both languages, as a link keeps it."""
        with override("zh-hans"):
            chinese = str(self.text)
        with override("en"):
            english = str(self.text)
        return {"kind": self.kind, "pictogram": self.pictogram, "text": chinese, "text_en": english}


def drafts(link: str, band: str) -> list[Question]:
    return [draft.question() for draft in BANK[Link(link)][Band(band)]]


BANK: dict[Link, dict[Band, list[Draft]]] = {
    Link.NEEDS: {
        Band.YOUNGER: [
            Draft(FACE, "home", pgettext_lazy("asked of children", "How do you like it where you live?")),
            Draft(FACE, "play", pgettext_lazy("asked of children", "How do you like the places to play?")),
            Draft(FACE, "road", pgettext_lazy("asked of children", "How do you feel on your way to school?")),
            Draft(WORDS, "idea", pgettext_lazy("asked of children", "What do you wish for here?")),
        ],
        Band.OLDER: [
            Draft(
                FACE,
                "home",
                pgettext_lazy("asked of children", "How well does this place suit people your age?"),
            ),
            Draft(
                FACE, "bus", pgettext_lazy("asked of children", "How easily do you get where you want to go?")
            ),
            Draft(FACE, "night", pgettext_lazy("asked of children", "How safe do you feel here after dark?")),
            Draft(
                FACE,
                "ear",
                pgettext_lazy("asked of children", "Do adults ask you before they change something?"),
            ),
            Draft(WORDS, "idea", pgettext_lazy("asked of children", "What should change first, and why?")),
        ],
    },
    Link.DRAFTING: {
        Band.YOUNGER: [
            Draft(FACE, "paper", pgettext_lazy("asked of children", "How do you like this plan?")),
            Draft(FACE, "play", pgettext_lazy("asked of children", "Will it be more fun with it?")),
            Draft(FACE, "health", pgettext_lazy("asked of children", "Will you feel safe with it?")),
            Draft(WORDS, "idea", pgettext_lazy("asked of children", "What would you make better?")),
        ],
        Band.OLDER: [
            Draft(FACE, "paper", pgettext_lazy("asked of children", "What do you think of this plan?")),
            Draft(FACE, "school", pgettext_lazy("asked of children", "Does it help you in everyday life?")),
            Draft(
                FACE,
                "talk",
                pgettext_lazy("asked of children", "Does it think of children who have it harder?"),
            ),
            Draft(
                WORDS,
                "idea",
                pgettext_lazy("asked of children", "What is missing, or what would you change?"),
            ),
        ],
    },
    Link.NOTICE: {
        Band.YOUNGER: [
            Draft(FACE, "paper", pgettext_lazy("asked of children", "How do you like what was decided?")),
            Draft(FACE, "ear", pgettext_lazy("asked of children", "Did the adults listen to children?")),
            Draft(WORDS, "idea", pgettext_lazy("asked of children", "What else should they know?")),
        ],
        Band.OLDER: [
            Draft(FACE, "paper", pgettext_lazy("asked of children", "What do you think of the conclusion?")),
            Draft(FACE, "idea", pgettext_lazy("asked of children", "Are the reasons clear to you?")),
            Draft(FACE, "ear", pgettext_lazy("asked of children", "Was what children said taken seriously?")),
            Draft(
                WORDS,
                "talk",
                pgettext_lazy("asked of children", "What should still change before it is final?"),
            ),
        ],
    },
    Link.FEEDBACK: {
        Band.YOUNGER: [
            Draft(
                FACE, "ear", pgettext_lazy("asked of children", "How do you like what became of your ideas?")
            ),
            Draft(FACE, "talk", pgettext_lazy("asked of children", "How was it to take part?")),
            Draft(
                WORDS, "idea", pgettext_lazy("asked of children", "What should we do otherwise next time?")
            ),
        ],
        Band.OLDER: [
            Draft(
                FACE, "ear", pgettext_lazy("asked of children", "Do you find your ideas in what was done?")
            ),
            Draft(
                FACE,
                "paper",
                pgettext_lazy("asked of children", "Do you understand why some were not taken up?"),
            ),
            Draft(FACE, "talk", pgettext_lazy("asked of children", "Would you take part again?")),
            Draft(
                WORDS, "idea", pgettext_lazy("asked of children", "What should we do otherwise next time?")
            ),
        ],
    },
}
