from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Case files")

    def ready(self) -> None:
        from assessments import jobs  # noqa: F401, PLC0415  registering the handler is the import's purpose
