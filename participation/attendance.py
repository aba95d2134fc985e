"""How many children were heard, by age and group. Pure. A child counts once, so everything adds up."""

# The editions' own word for all children: who is in no group in particular is counted without one.
EVERYBODY = "ALL"
