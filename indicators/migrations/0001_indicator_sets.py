import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndicatorSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("edition", models.SlugField(max_length=20)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=160, verbose_name="English name")),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["code", "-loaded_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "edition"), name="one_set_per_edition")
                ],
            },
        ),
        migrations.CreateModel(
            name="Aspect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=160, verbose_name="English name")),
                (
                    "indicator_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aspects",
                        to="indicators.indicatorset",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=160, verbose_name="English name")),
                ("question", models.TextField(verbose_name="guiding question")),
                ("question_en", models.TextField(verbose_name="English guiding question")),
                ("evidence", models.TextField(verbose_name="evidence expected")),
                ("evidence_en", models.TextField(verbose_name="English evidence expected")),
                ("crc_articles", models.JSONField(verbose_name="articles of the Convention")),
                ("groups", models.JSONField(verbose_name="groups of children")),
                ("red_line", models.BooleanField(verbose_name="red line")),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="indicators.aspect",
                    ),
                ),
                (
                    "indicator_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="indicators.indicatorset",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator_set", "code"), name="one_indicator_per_code")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="aspect",
            constraint=models.UniqueConstraint(fields=("indicator_set", "code"), name="one_aspect_per_code"),
        ),
    ]
