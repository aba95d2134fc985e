"""What a piece of personal data is, in text that people write freely."""

from enum import StrEnum
from typing import NamedTuple


class Personal(StrEnum):
    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    PHONE = "phone"
    ACCOUNT = "account"
    EMAIL = "email"
    NAME = "name"
    SCHOOL_CLASS = "school_class"
    CLASS = "class"
    BIRTH = "birth"
    ADDRESS = "address"


class Found(NamedTuple):
    """`excerpt`: the place in the text, for those who wrote it."""

    kind: Personal
    excerpt: str
