"""The pool begins with everybody who holds an expert's post; scores say whether they are complete."""

from datetime import date

from django.db import migrations


def fill_pool(apps, schema_editor):
    post_model, expert = apps.get_model("accounts", "Post"), apps.get_model("panels", "Expert")
    numbers: dict[int, int] = {}
    posts = post_model.objects.filter(role="expert").select_related("organisation__parent").order_by("pk")
    for post in posts:
        city = post.organisation.parent or post.organisation
        for user in post.group.user_set.order_by("pk"):
            if expert.objects.filter(user=user).exists():
                continue
            numbers[city.pk] = numbers.get(city.pk, 0) + 1
            expert.objects.create(
                city=city,
                user=user,
                number=numbers[city.pk],
                employer=post.organisation.name if post.organisation_id != city.pk else "",
                unit=post.organisation if post.organisation_id != city.pk else None,
                since=user.date_joined.date() if user.date_joined else date(2026, 1, 1),
            )


def mark_complete(apps, schema_editor):
    """By the rule under which they were given: a judgement and a reason."""
    apps.get_model("panels", "Score").objects.exclude(rating="").exclude(reason="").update(complete=True)


def number_seats(apps, schema_editor):
    """Seats whose scores are open get their marks in the order of what was scored, which says nothing of people."""
    seat_model = apps.get_model("panels", "Seat")
    for panel in apps.get_model("panels", "Panel").objects.exclude(opened_scores_at=None):
        for mark, seat in enumerate(sorted(seat_model.objects.filter(panel=panel), key=_scored), start=1):
            seat_model.objects.filter(pk=seat.pk).update(mark=mark)


def _scored(seat):
    return [(score.rating, score.reason) for score in seat.scores.order_by("indicator__position")], seat.pk


class Migration(migrations.Migration):
    dependencies = [("panels", "0002_panel_rounds"), ("accounts", "0003_editions")]

    operations = [
        migrations.RunPython(fill_pool, migrations.RunPython.noop),
        migrations.RunPython(mark_complete, migrations.RunPython.noop),
        migrations.RunPython(number_seats, migrations.RunPython.noop),
    ]
