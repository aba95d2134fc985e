"""A demonstration's city: organisations, posts, people and its expert pool, from its people.yaml."""

from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from ruamel.yaml import YAML

from accounts.enums import Level, Role
from accounts.models import Organisation, User
from accounts.operations import appoint, create_post
from panels.models import Expert
from panels.operations.pooling import Entry, add_expert, change_expert

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
        if "pool" in entry:
            _into_pool(city, person, _pool_entry(entry["pool"], units[entry["organisation"]]), actor)
    return city


def _into_pool(city: Organisation, person: User, content: Entry, actor: User) -> None:
    """An upgrade puts holders of an expert's post into the pool and knows nothing more of them: that is filled in."""
    entry = Expert.objects.filter(user=person).first()
    if entry is None:
        add_expert(city=city, user=person, content=content, actor=actor)
    elif not entry.fields:
        change_expert(entry=entry, version=entry.version, content=content, actor=actor)


def _pool_entry(told: dict[str, Any], unit: Organisation) -> Entry:
    return Entry(
        fields=told["fields"],
        title=told["title"],
        title_en=told["title_en"],
        employer=unit.name,
        employer_en=unit.name_en,
        unit=unit,
        district=told["district"],
        since=told["since"],
        until=told.get("until"),
        most_cases=told.get("most_cases", 5),
    )


def _organisation(entry: dict[str, str], level: Level, parent: Organisation | None) -> Organisation:
    names = {"name": entry["name"], "name_en": entry["name_en"], "level": level, "parent": parent}
    return Organisation.objects.get_or_create(code=entry["code"], defaults=names)[0]
