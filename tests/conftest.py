"""Fixtures for all tests."""

import os
from pathlib import Path

import pytest

_SHARED = Path(os.environ.get("BELEIDSGRAAF_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and annotations beside the checkout; tests that need it skip without it."""
    if not _SHARED.is_dir():
        pytest.skip("no folder of shared documents beside the checkout")
    return _SHARED
