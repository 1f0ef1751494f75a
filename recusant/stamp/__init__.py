"""stamp: the digest of the log becomes a timestamp (RFC 3161): an authority signs that the log existed before a time."""

from recusant.stamp.authority import Authority
from recusant.stamp.checked import Stamp, check_stamps, read_stamp

__all__ = ["Authority", "Stamp", "check_stamps", "read_stamp"]
