"""What holds for all tests."""

from hypothesis import settings

# No test is timed: machines are busy at times. All else stays as hypothesis itself has it, also where CI is set.
settings.register_profile("patient", parent=settings.default, deadline=None)
settings.load_profile("patient")
