"""What some tests need from the machine: missing, they skip; with DRAFTER_REQUIRE_ALL=1 they fail instead."""

import importlib.util
import os
import shutil

import pytest

ALL = os.environ.get("DRAFTER_REQUIRE_ALL") == "1"
"""Read once: a test's own environment holds no variable that drafter would take for a mistyped setting."""


def _missing(what):
    if ALL:
        pytest.fail(f"{what} is missing, and DRAFTER_REQUIRE_ALL=1 allows no skip")
    pytest.skip(f"{what} is missing")


def command(*names):
    """The path of the first of these commands that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    return _missing(" or ".join(names))


def module(name):
    """The module itself, if it is installed."""
    if importlib.util.find_spec(name) is None:
        _missing(f"the Python package {name}")
    return importlib.import_module(name)
