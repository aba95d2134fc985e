from accounts.models import Post, User


def demo_people() -> list[User]:
    """People the demonstration's sign-in page offers, with their posts, city by city in the order they were made."""
    posts = Post.objects.select_related("organisation__parent").prefetch_related("group__user_set")
    people: dict[tuple[int, int], User] = {}
    for post in posts.order_by("pk"):
        for person in post.group.user_set.all():
            if person.is_active and (place := (post.organisation.city.pk, person.pk)) not in people:
                person.post = post
                people[place] = person
    return [people[place] for place in sorted(people)]
