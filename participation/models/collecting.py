"""Collecting with a group: a link that children answer under, on one shared telephone."""

from django.conf import settings
from django.db import models

from participation.models.session import Session
from participation.querysets import OfSession


class Collection(models.Model):
    """A session's link. `token` stands in the address alone and is as good as a key; `questions` is what children are
    asked, as it was when it was opened: [{"code", "kind": "face" or "words", "text", "text_en", "pictogram"}]. No child
    begins after `closes_at`, or once it is closed; what waits on a telephone by then may still come in for a while."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="collection")
    token = models.CharField(max_length=32, unique=True)
    questions = models.JSONField()
    promise = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfSession.as_manager()

    def __str__(self) -> str:
        return f"collection of {self.session}"


class Sheet(models.Model):
    """One child's answers. `key` is made on the telephone, so that sending twice is sending once; `faces` maps a
    question's code to a `Face`. Words go into remarks. Nothing else is known: no address, no device, only the day.
    Past its time (`erased_at`), answers are mixed among the sheets of a session: each question's counts stay as they
    were, and no sheet is a child's any more.

    `waiting`: questions whose words looked as if they told who somebody is. They are kept nowhere here, and the
    telephone may send others in their place; to every other question words are taken once.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="sheets")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sheets")
    key = models.UUIDField(unique=True)
    faces = models.JSONField(default=dict)
    waiting = models.JSONField(default=list)
    received_on = models.DateField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = OfSession.as_manager()

    def __str__(self) -> str:
        return f"{self.collection} {self.key}"
