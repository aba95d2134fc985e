from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Method(TextChoices):
    """How children were heard."""

    TALK = "talk", pgettext_lazy("method", "Talk in a circle")
    WORKSHOP = "workshop", pgettext_lazy("method", "Workshop")
    QUESTIONNAIRE = "questionnaire", pgettext_lazy("method", "Questionnaire")
    WALK = "walk", pgettext_lazy("method", "Walk on site")
    DRAWING = "drawing", pgettext_lazy("method", "Drawing")


class PlaceType(TextChoices):
    """What kind of place it was; never which one."""

    SCHOOL = "school", pgettext_lazy("place", "School or kindergarten")
    COMMUNITY = "community", pgettext_lazy("place", "Community or village")
    SITE = "site", pgettext_lazy("place", "On site")
    CULTURE = "culture", pgettext_lazy("place", "Library, museum, youth palace")
    CARE = "care", pgettext_lazy("place", "Care or welfare institution")
    ONLINE = "online", pgettext_lazy("place", "Online")
    OTHER = "other", pgettext_lazy("place", "Another place")


class Facilitator(TextChoices):
    """The role of the adult who led it; never a name."""

    TEACHER = "teacher", pgettext_lazy("facilitator", "Teacher or educator")
    SOCIAL_WORKER = "social_worker", pgettext_lazy("facilitator", "Social worker")
    CHILD_OFFICER = "child_officer", pgettext_lazy("facilitator", "Children’s officer of the community")
    OFFICER = "officer", pgettext_lazy("facilitator", "Officer of the department")
    OFFICE = "office", pgettext_lazy("facilitator", "Committee office")
    OTHER = "other", pgettext_lazy("facilitator", "Another trained adult")


class Quality(TextChoices):
    """The quality card: one question for each, after General Comment 12 and Lundy."""

    INFORMED = "informed", pgettext_lazy("quality", "Informed: they knew what it was about, in their words")
    VOLUNTARY = "voluntary", pgettext_lazy("quality", "Voluntary: they could leave, and not answer")
    SAFE = "safe", pgettext_lazy("quality", "Safe: an adult they trust was there")
    SUITED = "suited", pgettext_lazy("quality", "Suited to age and disability")
    INCLUSIVE = "inclusive", pgettext_lazy("quality", "Inclusive: the groups most concerned were there")
    HEARD = "heard", pgettext_lazy("quality", "Heard: somebody who can decide has listened")
    CHANGED = "changed", pgettext_lazy("quality", "Something changed through it")
    TOLD_BACK = "told_back", pgettext_lazy("quality", "They were told what became of it")


class Verdict(TextChoices):
    YES = "yes", pgettext_lazy("quality", "Yes")
    PARTLY = "partly", pgettext_lazy("quality", "In part")
    NO = "no", pgettext_lazy("quality", "No")


class Lack(TextChoices):
    """What a session does not say yet, so that it opens no gate."""

    HELD = "held", pgettext_lazy("still lacking", "the day, which has not come yet")
    CHILDREN = "children", pgettext_lazy("still lacking", "how many children were there")
    ASSENT = "assent", pgettext_lazy("still lacking", "that every child has agreed")
    GUARDIAN = "guardian", pgettext_lazy("still lacking", "that the guardians of those under 14 have agreed")
    QUALITY = "quality", pgettext_lazy("still lacking", "every answer of the quality card")


class Face(TextChoices):
    """The five-face scale, from the saddest to the happiest."""

    VERY_SAD = "1", pgettext_lazy("face", "Very bad")
    SAD = "2", pgettext_lazy("face", "Not so good")
    NEITHER = "3", pgettext_lazy("face", "So-so")
    GLAD = "4", pgettext_lazy("face", "Good")
    VERY_GLAD = "5", pgettext_lazy("face", "Very good")


class Moderation(TextChoices):
    """What became of a comment from the public."""

    WAITING = "waiting", pgettext_lazy("comment", "Waiting to be read")
    GROUPED = "grouped", pgettext_lazy("comment", "Answered together with others like it")
    SET_ASIDE = "set_aside", pgettext_lazy("comment", "Set aside")


class Ending(TextChoices):
    """How a public notice came to its end."""

    DONE = "done", pgettext_lazy("notice", "Closed; every comment is answered")
    ANEW = "anew", pgettext_lazy("notice", "Ended early: the committee decides anew")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice", "Ended early: the matter has been withdrawn")


class Handling(TextChoices):
    """How far the mandatory report of a concern is (强制报告)."""

    OPEN = "open", pgettext_lazy("concern", "Not yet taken up")
    TAKEN = "taken", pgettext_lazy("concern", "Taken up")
    REPORTED = "reported", pgettext_lazy("concern", "Reported to the authority")
    CLOSED = "closed", pgettext_lazy("concern", "Closed: no report needed")
