from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Procedure")

    def ready(self) -> None:
        from workflows import reminders, summaries  # noqa: F401, PLC0415 - they listen for jobs and saved answers
