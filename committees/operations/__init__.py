"""Every write to the committee's work. Sessions, speeches and recusals have modules of their own."""

from committees.operations.deciding import Obligation, record_decision
from committees.operations.voting import cast_vote, convene

__all__ = ["Obligation", "cast_vote", "convene", "record_decision"]
