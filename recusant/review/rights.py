"""Who may do what: four roles, each of which may do all that those before it may."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("reader", "reviewer", "editor", "administrator")
READER, REVIEWER, EDITOR, ADMINISTRATOR = ROLES


@dataclass(frozen=True)
class Person:
    """Somebody at the desk."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether this person may do what is for this role."""
        return ROLES.index(self.role) >= ROLES.index(role)
