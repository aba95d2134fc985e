"""What is prepared before a report is published, what was published, and what the public tells us."""

from reports.models.preparation import ChildText, DisclosureReview, Redaction
from reports.models.publication import Edition, Publication, Retraction
from reports.models.reissue import Quotation, Replaced
from reports.models.template import WordTemplate
from reports.models.tip import MissingAssessment

__all__ = [
    "ChildText",
    "DisclosureReview",
    "Edition",
    "MissingAssessment",
    "Publication",
    "Quotation",
    "Redaction",
    "Replaced",
    "Retraction",
    "WordTemplate",
]
