"""A file belonged to one indicator; now any number of indicators cite it. What was removed stays removed."""

from django.db import migrations


def cite(apps, schema_editor):
    Evidence = apps.get_model("assessments", "Evidence")
    Citation = apps.get_model("assessments", "Citation")
    for file in Evidence.objects.order_by("pk").iterator():
        citation = Citation.objects.create(
            evidence_id=file.pk, indicator_id=file.indicator_id, cited_by_id=file.uploaded_by_id
        )
        Citation.objects.filter(pk=citation.pk).update(cited_at=file.uploaded_at)
    # Reports named these files, and nobody outside could read them.
    Evidence.objects.update(confidentiality="on_request")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_desks")]

    operations = [migrations.RunPython(cite, migrations.RunPython.noop)]
