"""archive: many documents, in shards: read by one process, all cores or a cluster, into the same files."""

from recusant.archive.batches import Batches, lines_of
from recusant.archive.outcomes import Columns, Outcome, Reading
from recusant.archive.output import Output, Tables, Work
from recusant.archive.parts import Parting, known_parts, large, parted
from recusant.archive.runners import RUNNERS, Runner
from recusant.archive.shards import Shard, planned
from recusant.archive.work import Begun, Done, Job, Limits, Task, read_shard

__all__ = [
    "RUNNERS", "Batches", "Begun", "Columns", "Done", "Job", "Limits", "Outcome", "Output", "Parting", "Reading", "Runner", "Shard",
    "Tables", "Task", "Work", "known_parts", "large", "lines_of", "parted", "planned", "read_shard",
]  # fmt: skip
