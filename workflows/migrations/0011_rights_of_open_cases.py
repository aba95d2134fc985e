"""Cases from before get the rights that this version adds: to withdraw, and for the office to manage. Whoever holds an old
right that goes with a new one has held it on that case all along."""

from django.db import migrations

GOES_WITH = {"hand_in_case": ["withdraw_case"], "check_case": ["withdraw_case", "manage_case"]}
NAMES = {
    "withdraw_case": "Can withdraw the matter or take it up again",
    "manage_case": "Can remind, and say who handles the case in the office",
}


def grant(apps, schema_editor):
    Held = apps.get_model("workflows", "CaseGroupPermission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for old, added in GOES_WITH.items():
        holders = list(
            Held.objects.filter(permission__codename=old).values_list("group_id", "content_object_id")
        )
        if not holders:
            continue
        kind, _is_new = ContentType.objects.get_or_create(app_label="workflows", model="case")
        for codename in added:
            permission, _is_new = Permission.objects.get_or_create(
                content_type=kind, codename=codename, defaults={"name": NAMES[codename]}
            )
            Held.objects.bulk_create(
                [
                    Held(group_id=group, content_object_id=case, permission=permission)
                    for group, case in holders
                ],
                ignore_conflicts=True,
                batch_size=500,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0010_planned_cases"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
