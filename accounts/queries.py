from accounts.models import Post, User


def demo_people() -> list[User]:
    """People the demonstration's sign-in page offers, with their posts, in the order they were made."""
    posts = Post.objects.select_related("organisation").prefetch_related("group__user_set").order_by("pk")
    people: dict[int, User] = {}
    for post in posts:
        for person in post.group.user_set.all():
            person.post = post
            people.setdefault(person.pk, person)
    return [people[pk] for pk in sorted(people) if people[pk].is_active]
