"""Every example in a docstring is true."""

import doctest
import importlib
import pkgutil

import beleidsgraaf
import pytest

_MODULES = [
    module.name
    for module in pkgutil.walk_packages(beleidsgraaf.__path__, "beleidsgraaf.")
    if not module.name.endswith("__main__")
]


def test_all_packages_are_walked() -> None:
    tops = {name.split(".")[1] for name in _MODULES}
    assert {"app", "commands", "extract", "graph", "ontology"} <= tops


@pytest.mark.parametrize("name", ["beleidsgraaf", *_MODULES])
def test_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert results.failed == 0, capsys.readouterr().out
