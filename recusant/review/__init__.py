"""Review: the desk. A web app on the ledger, where people decide: for one person on a laptop, or a team on a server.

What the desk stands on is an extra: ``recusant.review.serving`` needs it, what is named here does not.
"""

from recusant.review.rooms import Ahead, Closer, Outcome, Preview, Rooms, Sayings, Shift, Stored

__all__ = ["Ahead", "Closer", "Outcome", "Preview", "Rooms", "Sayings", "Shift", "Stored"]
