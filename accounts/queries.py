from accounts.models import Post, User


def demo_people() -> list[User]:
    """People the demonstration's sign-in page offers, with their post and its city, in the order they were made:
    city by city."""
    posts = Post.objects.select_related("organisation__parent").prefetch_related("group__user_set")
    people: dict[int, User] = {}
    for post in posts.order_by("pk"):
        for person in post.group.user_set.all():
            if person.is_active and person.pk not in people:
                person.post, person.city = post, post.organisation.city
                people[person.pk] = person
    return sorted(people.values(), key=lambda person: (person.city.pk, person.pk))
