from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports and public register")

    def ready(self) -> None:
        from ledger.models import Event  # noqa: PLC0415  models are there only now
        from reports import checks, erasing, guards, jobs  # noqa: F401, PLC0415  registering is the imports' purpose
        from reports.caching import told  # noqa: PLC0415  as the models

        post_save.connect(told, sender=Event, dispatch_uid="reports.caching")
