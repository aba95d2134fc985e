from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy of minors")

    def ready(self) -> None:
        from privacy.checks import check_data_map  # noqa: PLC0415 - asks for all tables

        register(check_data_map)
