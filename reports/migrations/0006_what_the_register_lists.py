"""The register finds a report by area, year and words; whoever tells of a missing assessment can read the answer.

Reports that there are get their columns from their records."""

import json
import unicodedata
from datetime import date

from django.db import migrations, models

import ledger.codes


def list_what_is_there(apps, schema_editor):
    for publication in apps.get_model("reports", "Publication").objects.iterator(chunk_size=50):
        record = json.loads(publication.record)
        decision, area = record.get("decision") or {}, record.get("matter_class") or {}
        concluded = record.get("concluded") or decision.get("date")
        publication.area = area.get("code", "")
        publication.area_name = area.get("zh") or area.get("en", "")
        publication.area_name_en = area.get("en", "")
        publication.concluded = date.fromisoformat(concluded) if concluded else None
        publication.search = searchable(texts(record, decision))
        publication.save(update_fields=["area", "area_name", "area_name_en", "concluded", "search"])


def texts(record, decision):
    pairs = [record.get(key) for key in ("title", "summary", "city", "drafting_unit", "matter_class", "tier")]
    pairs += [each.get("unit") for each in record.get("contributors", [])]
    found = [record.get("code", "")]
    found += [each.get(language, "") for each in pairs if each for language in ("zh", "en")]
    found += [decision.get("note", "")]
    found += [f"{each['text']} {each['owner']}" for each in decision.get("conditions", [])]
    return list(dict.fromkeys(text for text in found if text))


def searchable(found):
    plain = unicodedata.normalize("NFKC", "\n".join(found)).casefold()
    return "\n".join(" ".join(line.split()) for line in plain.splitlines() if line.strip())


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_publications_prove_themselves'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='area',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='publication',
            name='area_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='publication',
            name='area_name_en',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='publication',
            name='concluded',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('published_at__isnull', False)), fields=['-published_at', '-id', 'outcome', 'area', 'area_name', 'area_name_en', 'concluded', 'assessment'], name='published_newest_first'),
        ),
        migrations.AddField(
            model_name='missingassessment',
            name='receipt',
            field=models.CharField(default=ledger.codes.new_receipt, max_length=12, unique=True),
        ),
        migrations.AddField(
            model_name='missingassessment',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(list_what_is_there, migrations.RunPython.noop),
    ]
