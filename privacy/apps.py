from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy of minors")

    def ready(self) -> None:
        from privacy import erasing  # noqa: F401, PLC0415 - listens for its job
        from privacy.checks import check_data_map, check_retention  # noqa: PLC0415 - ask for all tables

        register(check_data_map)
        register(check_retention)
