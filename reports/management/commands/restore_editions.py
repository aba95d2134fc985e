from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from reports.models import Edition, Publication, Replaced
from reports.operations import restore_edition
from reports.reissuing import reissue_report


class Command(BaseCommand):
    help = (
        "Make the files of published reports again that are lost, and finish reissues that were cut short; name those "
        "that a backup must bring back."
    )

    def handle(self, *args: object, **options: object) -> None:
        for replaced in Replaced.objects.exclude(files=[]).select_related("publication__assessment"):
            reissue_report(assessment=replaced.publication.assessment, actor=User.objects.system())
        lost = 0
        editions = Edition.objects.filter(publication__in=Publication.objects.public())
        for edition in editions.select_related("publication__assessment").iterator(chunk_size=20):
            if not restore_edition(edition):
                lost += 1
                self.stderr.write(f"{edition.publication.assessment} {edition.kind} {edition.path}")
        if lost:
            raise CommandError(f"{lost} files would not come out the same: bring them back from a backup.")
        self.stdout.write("Every published file is in its place.")
