"""How far raters agree, exact. Every coefficient works from a `Table` and from how often each of its rows counts."""
