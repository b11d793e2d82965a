"""Safety of zip packages (.docx, .odt, .zip): how much may come out of them, and no tricks in their XML."""

import io
import re
import zipfile

from beleidsgraaf.ontology import ReadError
from lxml import etree

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 256 * 1024**2
MAX_TOTAL_BYTES = 1024**3
_MAX_RATIO = 1000  # deflate reaches 1032; ordinary office XML stays under 100
_RATIO_FLOOR = 16 * 1024**2
_DOCTYPE = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)"
)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip after a look at its directory.

    Raises
    ------
    ReadError
        If it is damaged, encrypted, or would unpack to more than the limits.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f"{name}: is a damaged zip ({error}); fetch or pack it again") from error
    infos = package.infolist()
    total = sum(i.file_size for i in infos)
    if len(infos) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or any(i.file_size > MAX_MEMBER_BYTES for i in infos):
        raise ReadError(
            f"{name}: unpacks to {len(infos)} files of {total / 1024**2:.0f} MB, more than is safe "
            f"({MAX_MEMBERS} files, {MAX_TOTAL_BYTES // 1024**2} MB); unpack it yourself and read the folder"
        )
    if total > _RATIO_FLOOR and total > _MAX_RATIO * len(data):
        raise ReadError(f"{name}: unpacks to {total // max(1, len(data))} times its size, as a zip bomb does; not read")
    return package


def member(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Return the bytes of a member.

    Raises
    ------
    ReadError
        If it is damaged or encrypted.
    """
    if info.flag_bits & 0x1:
        raise ReadError(f"{name}: is encrypted; unpack it with its password first")
    try:
        return package.read(info)
    except Exception as error:
        raise ReadError(
            f"{name}: is damaged inside the zip ({type(error).__name__}); fetch or pack it again"
        ) from error


def check_package(data: bytes, name: str) -> None:
    """Refuse an office document that is a bomb, is damaged, or declares entities in its XML.

    Raises
    ------
    ReadError
    """
    with open_zip(data, name) as package:
        for info in package.infolist():
            if info.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(member(package, info, name)):
                raise ReadError(f"{name}: its XML declares a DTD, which office documents never do; not read")


def core_title(data: bytes) -> str | None:
    """Return the title in a .docx's properties, None where there is none or only a template's file name."""
    with open_zip(data, "docProps/core.xml") as package:
        try:
            root = etree.fromstring(package.read("docProps/core.xml"), safe_parser())
        except (KeyError, etree.XMLSyntaxError, ValueError):
            return None
    title = root.findtext("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return title.strip() if title and " " in title.strip() else None


def safe_parser(*, recover: bool = False) -> etree.XMLParser:
    """Return an XML parser that expands no entities, loads no DTD and knows no network."""
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
