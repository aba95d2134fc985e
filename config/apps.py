from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The room above all others: shared templates and commands that drive the whole house."""

    name = "config"
    label = "house"
