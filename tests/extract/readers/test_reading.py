"""Formats told apart, errors, folders and zips."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import package, read, read_all
from beleidsgraaf.ontology import ReadError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_SEEDS = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<?xml version='1.0'?><a>",
    b"<html><p>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)
_NAMES = ("a.txt", "a.md", "a.docx", "a.odt", "a.pdf", "a.html", "a.xml", "a.zip", "a", "-", "a.doc")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(_SEEDS),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8")),
    st.sampled_from(_NAMES),
)
def test_any_bytes_are_read_or_refused(seed: bytes, rest: bytes, name: str) -> None:
    document = _read_or_refuse(seed + rest, name)
    if document is None:
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
    if name == "a.txt" and document.media_type == "text/plain" and not seed:
        assert document.text.encode("utf-8", "surrogatepass") == rest or not _is_utf8(rest)


def _read_or_refuse(data: bytes, name: str) -> Document | None:
    """Any other exception than `ReadError` fails the test."""
    try:
        return read(data, name=name)
    except ReadError as refused:
        message = str(refused)
    if not message.startswith(f"{name}: ") or "\n" in message:
        pytest.fail(message)
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flipped_byte_is_read_or_refused(
    data: st.DataObject, make_docx: Callable[..., bytes], make_odt: Callable[[str], bytes]
) -> None:
    name = data.draw(st.sampled_from(["a.docx", "a.odt", "a.html"]))
    body = "<text:p>Tekst</text:p>"
    page = b'<html><body><div class="x"><p>Tekst <a href="#fn-1">1</a></p></div><li id="fn-1">Noot</li></body></html>'
    files = {"a.odt": make_odt(body), "a.docx": make_docx("<w:p><w:r><w:t>Tekst</w:t></w:r></w:p>"), "a.html": page}
    whole = bytearray(files[name])
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    document = _read_or_refuse(bytes(whole), name)
    assert document is None or document.text


@pytest.mark.parametrize(
    ("data", "name", "cure"),
    [
        (b"", "a.txt", "empty"),
        (b" \n \n", "a.md", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "brief.doc", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "brief.docx", "encrypted"),
        (b"{\\rtf1 tekst}", "brief.rtf", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "scan.png", "OCR"),
        (b"geen pdf", "brief.pdf", "save it anew"),
    ],
)
def test_errors_name_the_file_and_the_cure(data: bytes, name: str, cure: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name=name)
    assert str(caught.value).startswith(f"{name}: ")
    assert cure in str(caught.value)
    assert "\n" not in str(caught.value)


def test_content_goes_before_the_name() -> None:
    assert (
        read(b"<!DOCTYPE html><html><body><p>Een pagina over de gemeente.</p></body></html>", name="brief").media_type
        == "text/html"
    )
    assert read(b"<html><body><p>Een pagina.</p></body></html>", name="x.xml").media_type == "text/html"
    assert read(b"<html> is hier gewone tekst", name="x.txt").text == "<html> is hier gewone tekst"


def test_media_type_goes_before_both() -> None:
    assert read(b"# Kop", name="x.txt", media_type="text/markdown").text == "Kop"
    with pytest.raises(ReadError, match="media type 'image/png' is not known"):
        read(b"x", media_type="image/png")


def test_html_with_a_broken_name_of_an_element() -> None:
    document = read(b'<html><body><divsclass="x">De gemeente Assen.</div></body></html>', name="a.html")
    assert document.text == "De gemeente Assen."


def test_an_encrypted_pdf() -> None:
    pdf = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
3 0 obj
<< /Filter /Standard /V 1 /R 2 /O <OWNER> /U <USER> /P -4 >>
endobj
trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>
startxref
0
%%EOF""".replace(b"OWNER", b"ab" * 32).replace(b"USER", b"cd" * 32)
    with pytest.raises(ReadError, match=r"^dicht\.pdf: is encrypted; open it with its password"):
        read(pdf, name="dicht.pdf")


def test_bytes_without_name() -> None:
    assert read(b"De gemeente Assen.").id == "-"


def _all(*paths: Path) -> tuple[dict[str, str], dict[str, str]]:
    errors: dict[str, str] = {}
    found = {d.id: d.text for d in read_all(paths, on_error=lambda name, error: errors.update({name: str(error)}))}
    return found, errors


def test_a_folder_is_read_in_order_and_a_bad_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "twee.txt").write_text("Twee", "utf-8")
    (tmp_path / "een.md").write_text("Een", "utf-8")
    (tmp_path / "kapot.pdf").write_bytes(b"%PDF-1.4 kapot")
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".verborgen.txt").write_text("Niet lezen", "utf-8")
    (tmp_path / "~$een.docx").write_bytes(b"slot")
    found, errors = _all(tmp_path)
    assert list(found) == ["b/twee.txt", "een.md"]
    assert list(errors) == ["kapot.pdf"]


def test_a_file_that_is_named_is_always_reported(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    found, errors = _all(tmp_path / "foto.jpg", tmp_path / "weg.txt")
    assert not found
    assert "OCR" in errors["foto.jpg"]
    assert "No such file" in errors["weg.txt"]


def test_ids_are_unique(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "brief.txt").write_text(folder, "utf-8")
    found, _ = _all(tmp_path / "a" / "brief.txt", tmp_path / "b" / "brief.txt")
    assert found == {"brief.txt": "a", "brief (2).txt": "b"}


def test_a_zip_with_a_zip_and_a_path_that_climbs(
    tmp_path: Path, make_zip: Callable[[Mapping[str, str | bytes]], bytes]
) -> None:
    inner = make_zip({"drie.txt": "Drie"})
    (tmp_path / "stukken.zip").write_bytes(
        make_zip(
            {
                "../../een.txt": "Een",
                "__MACOSX/een.txt": "x",
                "map/meer.zip": inner,
                "map/twee.html": "<html><p>Twee woorden</p></html>",
            }
        )
    )
    found, errors = _all(tmp_path / "stukken.zip")
    assert found == {
        "stukken.zip/een.txt": "Een", "stukken.zip/map/meer.zip/drie.txt": "Drie",
        "stukken.zip/map/twee.html": "Twee woorden",
    }  # fmt: skip
    assert not errors


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nullen.txt", bytes(20 * 1024**2))
    found, errors = _all(path)
    assert not found
    assert "zip bomb" in errors["bom.zip"]


def test_too_many_files_in_a_zip(
    make_zip: Callable[[Mapping[str, str]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_MEMBERS", 3)
    with pytest.raises(ReadError, match="more than is safe"):
        package.open_zip(make_zip({f"{i}.txt": "x" for i in range(4)}), "veel.zip")


def test_an_encrypted_member(tmp_path: Path, make_zip: Callable[[Mapping[str, str]], bytes]) -> None:
    data = bytearray(make_zip({"brief.txt": "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "dicht.zip").write_bytes(bytes(data))
    _, errors = _all(tmp_path / "dicht.zip")
    assert "password" in errors["dicht.zip/brief.txt"]
