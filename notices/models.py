"""What people are told: kept in an inbox, sent by e-mail to those who want it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from notices.enums import MailRhythm, NoticeKind
from notices.querysets import NoticeQuerySet


class Notice(Localised, models.Model):
    """One thing that one person is told. `key` makes telling twice the same as telling once: a digest is keyed by
    person and day. `lines` are {"text", "text_en", "url", "due"}, the most urgent first. `url` is a path of this site.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    lines = models.JSONField(default=list, blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="unread_notices")
        ]

    def __str__(self) -> str:
        return str(self.local.title)


class Preference(models.Model):
    """How a person wants to be told; whoever has no row has the defaults."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    mail = models.CharField(
        _("by e-mail"), max_length=8, choices=MailRhythm.choices, default=MailRhythm.DIGEST
    )
    language = models.CharField(
        _("language of e-mails"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    def __str__(self) -> str:
        return f"{self.user} {self.mail}"
