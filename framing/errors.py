"""The one error that a user's input can raise."""


class InputError(ValueError):
    """Input that cannot be used: one sentence that says what was wrong, what was given, what is allowed."""
