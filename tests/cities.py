"""A small city and its people, for tests."""

from dataclasses import dataclass
from datetime import date

from accounts.enums import Level, Role
from accounts.models import Organisation, User
from accounts.operations import appoint, create_post
from panels.models import Expert
from tests.kept import kept


@dataclass
class City:
    """A city with its people; `people` finds them by their names."""

    place: Organisation
    units: dict[str, Organisation]
    people: dict[str, User]

    def __getattr__(self, name):
        return self.people[name]

    @property
    def experts(self):
        return [self.expert_a, self.expert_b, self.expert_c]

    @property
    def members(self):
        return [person for name, person in self.people.items() if name.startswith("member")]


# Expert and member "own" belong to the drafting unit; `outsider` drafts for another one.
PEOPLE = {
    "planning": {
        Role.DRAFTER: ("drafter", "colleague"),
        Role.HEAD: ("head",),
        Role.EXPERT: ("expert_own",),
        Role.MEMBER: ("own_member",),
    },
    "housing": {Role.DRAFTER: ("outsider",)},
    "office": {Role.OFFICE: ("office", "office_two")},
    "university": {Role.EXPERT: ("expert_a", "expert_b", "expert_c", "expert_d")},
    "committee": {
        Role.MEMBER: ("member_a", "member_b", "member_c"),
        Role.RIGHTS_MEMBER: ("rights_member",),
    },
    "civil": {Role.PROTECTION: ("protector",)},
}


@kept
def make_city(code="tc", *, people=PEOPLE):
    system = User.objects.system()
    place = Organisation.objects.create(
        code=code, name=f"城市{code}", name_en=f"City {code}", level=Level.CITY
    )
    city = City(place, {}, {})
    for unit, roles in people.items():
        city.units[unit] = make_unit(city, unit)
        for role, names in roles.items():
            post = create_post(organisation=city.units[unit], role=role, actor=system)
            for name in names:
                city.people[name] = make_person(f"{code}-{name}")
                appoint(user=city.people[name], post=post, actor=system)
                if role == Role.EXPERT:
                    in_pool(city, city.people[name], unit=city.units[unit])
    return city


@kept
def in_pool(city, user, **entry):
    """An entry in the city's pool, in term, without any field."""
    number = Expert.objects.filter(city=city.place).count() + 1
    return Expert.objects.create(
        **({"city": city.place, "user": user, "number": number, "since": date(2020, 1, 1)} | entry)
    )


@kept
def make_unit(city, unit):
    return Organisation.objects.create(
        code=f"{city.place.code}-{unit}",
        name=f"单位{unit}",
        name_en=unit.title(),
        level=Level.DEPARTMENT,
        parent=city.place,
    )


@kept
def make_person(username, **fields):
    return User.objects.create_user(
        username, **({"name": f"人员{username}", "name_en": f"Person {username}"} | fields)
    )


def post_of(user):
    return user.groups.get().post
