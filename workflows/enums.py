from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """Where a case is. The kinds a profile may order, then the two that every procedure ends with, and the one that any
    may end in."""

    SCREENING = "screening", pgettext_lazy("stage", "Screening")
    SELF_ASSESSMENT = "self_assessment", pgettext_lazy("stage", "Self-assessment")
    SIGN_OFF = "sign_off", pgettext_lazy("stage", "Signature")
    OFFICE_CHECK = "office_check", pgettext_lazy("stage", "Office check")
    EXPERT_PANEL = "expert_panel", pgettext_lazy("stage", "Expert panel")
    DISCUSSION = "discussion", pgettext_lazy("stage", "Panel’s discussion")
    REPLY = "reply", pgettext_lazy("stage", "Reply to the opinions")
    COMMITTEE = "committee", pgettext_lazy("stage", "Committee")
    PUBLIC_NOTICE = "public_notice", pgettext_lazy("stage", "Public notice")
    PUBLICATION = "publication", pgettext_lazy("stage", "Publication")
    ISSUING = "issuing", pgettext_lazy("stage", "Being issued")
    PUBLISHED = "published", pgettext_lazy("stage", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage", "Withdrawn")


class Action(TextChoices):
    """Moves a person can ask for, in the order in which a page offers them."""

    SCREEN_IN = "screen_in", pgettext_lazy("action", "Begin the self-assessment")
    SCREEN_OUT = "screen_out", pgettext_lazy("action", "Close the case: no assessment needed")
    HAND_IN = "hand_in", pgettext_lazy("action", "Hand in and lock the self-assessment")
    SIGN = "sign", pgettext_lazy("action", "Sign and pass on")
    HAND_BACK = "hand_back", pgettext_lazy("action", "Hand back to the drafting officers")
    ACCEPT = "accept", pgettext_lazy("action", "Accept and pass on")
    SEND_BACK = "send_back", pgettext_lazy("action", "Send back to the department")
    OPEN_SCORES = "open_scores", pgettext_lazy("action", "Open all scores and pass on")
    CLOSE_DISCUSSION = "close_discussion", pgettext_lazy("action", "Close the discussion and pass on")
    HAND_IN_REPLIES = "hand_in_replies", pgettext_lazy("action", "Hand in the replies")
    DECIDE = "decide", pgettext_lazy("action", "Record the decision")
    CLOSE_NOTICE = "close_notice", pgettext_lazy("action", "Close the public notice and pass on")
    RECONVENE = "reconvene", pgettext_lazy("action", "Have the committee decide anew")
    ISSUE = "issue", pgettext_lazy("action", "Publish the report")
    RELEASE = "release", pgettext_lazy("action", "Release")
    WITHDRAW = "withdraw", pgettext_lazy("action", "Withdraw the matter")
    REOPEN = "reopen", pgettext_lazy("action", "Take it up again")


class Holiday(TextChoices):
    """As the published tables name them."""

    NEW_YEAR = "New Year's Day", pgettext_lazy("holiday", "New Year’s Day")
    SPRING = "Spring Festival", pgettext_lazy("holiday", "Spring Festival")
    QINGMING = "Tomb-sweeping Day", pgettext_lazy("holiday", "Tomb-sweeping Day")
    LABOUR = "Labour Day", pgettext_lazy("holiday", "Labour Day")
    DRAGON_BOAT = "Dragon Boat Festival", pgettext_lazy("holiday", "Dragon Boat Festival")
    MID_AUTUMN = "Mid-autumn Festival", pgettext_lazy("holiday", "Mid-autumn Festival")
    NATIONAL = "National Day", pgettext_lazy("holiday", "National Day")
