"""The engine's own account: actor of what no person does. It has no usable password."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def create(apps, schema_editor):
    user = apps.get_model("accounts", "User")
    user.objects.create(username="system", name="系统", name_en="System", password=make_password(None))


def delete(apps, schema_editor):
    apps.get_model("accounts", "User").objects.filter(username="system").delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(create, delete)]
