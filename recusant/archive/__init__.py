"""archive: many documents, in shards: read by one process, all cores or a cluster, into the same files."""

from recusant.archive.outcomes import Outcome, Reading
from recusant.archive.output import Output, Work
from recusant.archive.runners import RUNNERS, Runner
from recusant.archive.shards import Shard, planned
from recusant.archive.work import Done, Limits, Task, read_shard

__all__ = ["RUNNERS", "Done", "Limits", "Outcome", "Output", "Reading", "Runner", "Shard", "Task", "Work", "planned", "read_shard"]
