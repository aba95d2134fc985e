"""What was published last, for feed readers: Atom and RSS."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from reports.models import Publication
from reports.queries.register import latest

ENTRIES = 30
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
KINDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "atom": (Atom1Feed, "application/atom+xml; charset=utf-8"),
    "rss": (Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
}


def written(kind: str) -> tuple[str, str]:
    """The feed's text and its media type."""
    language = str(get_language())
    site, suffix = settings.SITE_URL, f"?lang={language}"
    writer, media_type = KINDS[kind]
    feed = writer(
        title=_("Child impact assessments: published reports"),
        link=site + reverse("reports:register") + suffix,
        description=_("Every finished assessment of what a plan, policy or project does to children."),
        language="zh-CN" if language.startswith("zh") else language,
        feed_url=site + reverse("reports:feed", args=[kind]) + suffix,
        feed_guid=site + reverse("reports:register"),
    )
    for publication in latest(ENTRIES):
        _add(feed, publication, site, suffix)
    return feed.writeString("utf-8"), media_type


def _add(feed: SyndicationFeed, publication: Publication, site: str, suffix: str) -> None:
    address = site + publication.get_absolute_url()
    title, changed = str(publication.local.title), publication.changed_at
    said = [str(publication.get_outcome_display()), str(publication.assessment.drafting_unit)]
    if publication.is_retracted:
        title = pgettext("report", "Taken back: %(title)s") % {"title": title}
        said, changed = [publication.retraction.reason], publication.retraction.retracted_at
    feed.add_item(
        title=_plain(title),
        link=address + suffix,
        description=_plain(" · ".join(said)),
        unique_id=address,
        unique_id_is_permalink=False,
        pubdate=publication.published_at,
        updateddate=changed,
        categories=[_plain(publication.local.area_name)] if publication.area else [],
        enclosures=[],
    )


def _plain(text: str) -> str:
    """One such character in one title, and no reader could read any of the feed."""
    return NOT_IN_XML.sub("", text)
