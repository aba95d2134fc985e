from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports and public register")

    def ready(self) -> None:
        from reports import jobs  # noqa: F401, PLC0415  registering the handler is the import's purpose
