"""What of a file can be written while the office has sent parts of it back."""

from dataclasses import dataclass

from django.db.models import Exists, Q

from assessments.enums import Part
from assessments.models import Assessment, ReturnedItem


@dataclass(frozen=True)
class Openings:
    """The parts that the open return names; none: everything can be written."""

    named: frozenset[tuple[str, str]] = frozenset()

    def are_open(self, part: Part, *codes: str) -> bool:
        """Whether all these indicators, groups or links can be written, or the part as a whole without a code."""
        return not self.named or all((part, code) in self.named for code in codes or ("",))

    @property
    def are_partial(self) -> bool:
        return bool(self.named)


def openings(assessment: Assessment) -> Openings:
    """In one query. It does not look at the file's other doors: a file that is locked can be written nowhere."""
    items = ReturnedItem.objects.filter(returned__assessment=assessment, returned__closed_at=None)
    return Openings(frozenset(items.values_list("part", "code")))


def shut(assessment: Assessment, part: Part, *codes: str) -> Q:
    """That these are not open, to be asked with the file's row: what `are_open` says, for whoever asks nothing else."""
    items = ReturnedItem.objects.filter(returned__assessment_id=assessment.pk, returned__closed_at=None)
    unnamed = (~Exists(items.filter(part=part, code=code)) for code in codes or ("",))
    return Q(Exists(items)) & Q(*unnamed, _connector=Q.OR)
