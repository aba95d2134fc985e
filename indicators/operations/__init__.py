"""Every write to indicator sets: publishing editions, and the drafts that become editions."""

from indicators.operations.publishing import load_set, publish_edition, rows_of

__all__ = ["load_set", "publish_edition", "rows_of"]
