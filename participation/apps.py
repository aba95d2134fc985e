from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Children’s part")

    def ready(self) -> None:
        from participation import erasing  # noqa: F401, PLC0415 - registers its rules
