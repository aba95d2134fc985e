"""Short names by which parts of a set are referred to."""

from typing import Annotated

from pydantic import Field

_SLUG, _CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"
EXAMPLES = {_SLUG: "quzhou-25", _CODE: "QZ-A1"}

Slug = Annotated[str, Field(pattern=_SLUG, max_length=40)]
Edition = Annotated[str, Field(pattern=_SLUG, max_length=20)]
Code = Annotated[str, Field(pattern=_CODE, max_length=20)]
