"""The reference of the ontology is up to date."""

import importlib.util
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_ontology.py"


def test_the_page_is_what_the_script_writes() -> None:
    if not _SCRIPT.is_file():
        pytest.skip("the documentation is not beside these tests")
    spec = importlib.util.spec_from_file_location("make_ontology", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run: python docs/make_ontology.py"
