"""Cases from before get the rights of children's part: whoever holds an old right that goes with a new one has held it on
that case all along."""

from django.db import migrations

GOES_WITH = {
    "hand_in_case": ["hear_assessment"],
    "sign_case": ["excuse_assessment"],
    "check_case": ["hear_assessment", "excuse_assessment", "open_words_assessment"],
}
NAMES = {
    "hear_assessment": "Can record how children were heard",
    "excuse_assessment": "Can sign why no children were heard",
    "open_words_assessment": "Can open the words of children and of the public",
}


def grant(apps, schema_editor):
    Held = apps.get_model("workflows", "CaseGroupPermission")
    Given = apps.get_model("assessments", "AssessmentGroupPermission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for old, added in GOES_WITH.items():
        held = Held.objects.filter(permission__codename=old)
        holders = list(held.values_list("group_id", "content_object__assessment_id"))
        if not holders:
            continue
        kind, _is_new = ContentType.objects.get_or_create(app_label="assessments", model="assessment")
        for codename in added:
            permission, _is_new = Permission.objects.get_or_create(
                content_type=kind, codename=codename, defaults={"name": NAMES[codename]}
            )
            Given.objects.bulk_create(
                [Given(group_id=group, content_object_id=file, permission=permission) for group, file in holders],
                ignore_conflicts=True,
                batch_size=500,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0014_follow_up_of_published_cases"),
        ("assessments", "0010_children_take_part"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
