"""A demonstration's city: organisations, posts and people, from its people.yaml."""

from pathlib import Path

from django.contrib.auth.hashers import make_password
from ruamel.yaml import YAML

from accounts.enums import Level, Role
from accounts.models import Organisation, User
from accounts.operations import appoint, create_post

PASSWORD = "tongping-demo"  # noqa: S105  known to everyone: the demonstration listens on this machine only


def seed_people(file: Path, actor: User) -> Organisation:
    """The city, with whatever was missing made; run again it changes nothing."""
    data = YAML(typ="safe").load(file)
    city = _organisation(data["city"], Level.CITY, None)
    units = {entry["code"]: _organisation(entry, Level.DEPARTMENT, city) for entry in data["organisations"]}
    people = {person.username: person for person in User.objects.all()}
    names = [entry["username"] for entry in data["people"]]
    hashed = (
        "" if people.keys() >= set(names) else make_password(PASSWORD)
    )  # once for all: a good hash takes its time
    for entry in data["people"]:
        person = people.get(entry["username"]) or User.objects.create(
            username=entry["username"], name=entry["name"], name_en=entry["name_en"], password=hashed
        )
        post = create_post(organisation=units[entry["organisation"]], role=Role(entry["role"]), actor=actor)
        appoint(user=person, post=post, actor=actor)
    return city


def _organisation(entry: dict[str, str], level: Level, parent: Organisation | None) -> Organisation:
    names = {"name": entry["name"], "name_en": entry["name_en"], "level": level, "parent": parent}
    return Organisation.objects.get_or_create(code=entry["code"], defaults=names)[0]
