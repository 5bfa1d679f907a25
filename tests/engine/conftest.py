"""Settings of the engine's tests."""

from hypothesis import settings

# An example's time says how busy the machine is, and nothing of the engine.
settings.register_profile("without deadlines", deadline=None)
settings.load_profile("without deadlines")
