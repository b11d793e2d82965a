"""The wheel holds every module and every data file of the four folders, and nothing else."""

import configparser
import shutil
import subprocess
import sys
import tomllib
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

_TOP = Path(__file__).resolve().parents[1]
_HOMES = {
    "cli": "beleidsgraaf",
    "extract": "beleidsgraaf/extract",
    "graph": "beleidsgraaf/graph",
    "ontology": "beleidsgraaf/ontology",
}
_IGNORED = ("__pycache__", "*.pyc", ".*")

if not (_TOP / "pyproject.toml").exists():
    pytest.skip("not in a checkout", allow_module_level=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Build from a copy, since setuptools leaves files in the folder where it builds."""
    pytest.importorskip("build")
    source = tmp_path_factory.mktemp("source")
    for name in (*_HOMES, "pyproject.toml", "README.md", "LICENSE"):
        path = _TOP / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns(*_IGNORED))
        else:
            shutil.copy(path, source / name)
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=out, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("*.whl")
    return ZipFile(found)


def _expected() -> set[str]:
    found = set()
    for folder, home in _HOMES.items():
        for path in (_TOP / folder).rglob("*"):
            parts = path.relative_to(_TOP / folder).parts
            if path.is_file() and path.suffix != ".pyc" and not any(p.startswith((".", "__pycache__")) for p in parts):
                found.add("/".join((home, *parts)))
    return found


def test_everything_in_the_folders_is_in_the_wheel(wheel: ZipFile) -> None:
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert sorted(_expected() - packed) == []
    assert sorted(packed - _expected()) == []


def test_only_our_own_name_stands_at_the_top(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert "beleidsgraaf" in tops
    assert {top for top in tops if not top.endswith(".dist-info")} == {"beleidsgraaf"}


@pytest.mark.parametrize("home", _HOMES.values())
def test_each_part_is_typed(wheel: ZipFile, home: str) -> None:
    assert f"{home}/py.typed" in wheel.namelist()


def test_every_package_is_listed_once() -> None:
    listed = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {str(Path(name).parent).replace("/", ".") for name in _expected() if name.endswith("/__init__.py")}
    assert sorted(listed) == sorted(folders)


def test_the_wheel_says_what_it_is(wheel: ZipFile) -> None:
    (folder,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    metadata = message_from_string(wheel.read(f"{folder}/METADATA").decode())
    assert metadata["License-Expression"] == "EUPL-1.2"
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()
    scripts = configparser.ConfigParser()
    scripts.read_string(wheel.read(f"{folder}/entry_points.txt").decode())
    assert scripts["console_scripts"]["beleidsgraaf"] == "beleidsgraaf.app:main"


def test_the_versions_agree() -> None:
    version = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f'softwareVersion: "{version}"' in (_TOP / "publiccode.yml").read_text(encoding="utf-8")
    assert f"## {version}" in (_TOP / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_constraints_name_versions_and_no_addresses() -> None:
    lines = (_TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in line and "/" not in line and "@" not in line for line in pins)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins}
    project = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {requirement.split(">")[0].split("[")[0].strip().lower() for requirement in wanted}
    assert names <= pinned
