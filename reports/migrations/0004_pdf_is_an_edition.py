"""What a report's PDF was is kept as its first edition. Apart from that step: PostgreSQL does not change a table that
rows of the same transaction refer to."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('reports', '0003_publications_have_editions')]

    operations = [
        migrations.RemoveField(
            model_name='publication',
            name='pdf_sha256',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='pdf_size',
        ),
    ]
