"""Questions to a language model at an endpoint of the user's choice: the optional second reader's way out of the computer."""

from recusant.ask.endpoint import Endpoint
from recusant.ask.settings import Settings

__all__ = ["Endpoint", "Settings"]
