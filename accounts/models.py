"""People, organisations, and the posts that join them."""

from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level, Role
from accounts.localised import Localised


class UserQuerySet(QuerySet["User"]):
    def holding(self, role: Role, city: "Organisation") -> "UserQuerySet":
        """Active people who hold a post of this role anywhere in the city."""
        posts = Post.objects.filter(role=role, organisation__in=city.with_children())
        return self.filter(is_active=True, groups__post__in=posts).distinct()


class TongpingUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A person who may sign in, or with no password one who may not."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user

    def system(self) -> "User":
        """The engine itself, actor of what no person does; it cannot sign in."""
        return self.get(username="system")


class User(Localised, AbstractUser):
    """A person with an account. No account stands above the rules: there is no superuser and no staff flag."""

    is_superuser = None
    is_staff = None
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)

    objects = TongpingUserManager()  # type: ignore[misc]

    def __str__(self) -> str:
        return str(self.local.name)

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_system(self) -> bool:
        return self.username == "system"

    @cached_property
    def posts(self) -> "list[Post]":
        """All that the person holds, in the order in which they were made."""
        held = Post.objects.filter(group__user=self).select_related("organisation__parent")
        return list(held.order_by("pk"))

    @cached_property
    def post(self) -> "Post | None":
        """The person's first post, shown beside the name."""
        return self.posts[0] if self.posts else None


class Organisation(Localised, models.Model):
    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.local.name)

    @property
    def city(self) -> "Organisation":
        """The city this organisation belongs to; a city belongs to itself."""
        return self if self.parent is None else self.parent.city

    def with_children(self) -> "QuerySet[Organisation]":
        """Itself and what stands directly below it."""
        return Organisation.objects.filter(models.Q(pk=self.pk) | models.Q(parent=self))


class Post(models.Model):
    """A role in an organisation. Its group carries the object rights, so that a colleague who takes up the post has
    them at once and one who leaves it loses them at once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    group = models.OneToOneField(Group, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "role"], name="one_post_per_role")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"
