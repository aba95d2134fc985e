"""Appointing people to posts."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from ledger.operations import record


@transaction.atomic
def create_post(*, organisation: Organisation, role: Role, actor: User) -> Post:
    """The post of this role in the organisation; an existing one is returned as it is."""
    post = Post.objects.filter(organisation=organisation, role=role).first()
    if post is None:
        group = Group.objects.create(name=f"{organisation.code}:{role}")
        post = Post.objects.create(organisation=organisation, role=role, group=group)
        record(
            name="post.created", subject=f"organisation:{organisation.code}", actor=actor, data={"role": role}
        )
    return post


@transaction.atomic
def appoint(*, user: User, post: Post, actor: User) -> None:
    """Give a person the post and with it all its present and future rights."""
    if not user.groups.filter(pk=post.group_id).exists():
        user.groups.add(post.group_id)
        _record_change("person.appointed", user, post, actor)


@transaction.atomic
def dismiss(*, user: User, post: Post, actor: User) -> None:
    """Take the post from a person; the rights that came with it end with the commit."""
    if user.groups.filter(pk=post.group_id).exists():
        user.groups.remove(post.group_id)
        _record_change("person.dismissed", user, post, actor)


def _record_change(name: str, user: User, post: Post, actor: User) -> None:
    data: dict[str, object] = {"organisation": post.organisation.code, "role": post.role}
    record(name=name, subject=f"user:{user.pk}", actor=actor, data=data)
