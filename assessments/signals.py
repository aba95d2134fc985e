"""What rooms above hear of, in the transaction in which it happens."""

from django.dispatch import Signal

# An answer was written: `before` and `after` are (rating, complete), `assessment` its file.
answered = Signal()
