"""What a command needs to speak to people: the language, the two streams, and how much to say."""

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from beleidsgraaf.messages import Messages
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from rich.table import Table

Color = Literal["auto", "always", "never"]
_PLAIN: Final[dict[str, Any]] = {"no_color": True, "color_system": None}
_COLOURED: Final[dict[str, Any]] = {"no_color": False, "force_terminal": True, "color_system": "truecolor"}
_PIPE_WIDTH: Final = 200  # columns of a table that goes to a file or a pipe, where there is no window to fit


@dataclass(slots=True)
class Session:
    """One run of a command.

    Results go to standard output; notes, progress and errors to standard error, so that a pipe carries only results.

    Attributes
    ----------
    messages : Messages
        The messages in the user's language.
    out, err : rich.console.Console
        Standard output and standard error.
    quiet : bool
        Whether to leave out everything but results and errors.
    debug : bool
        Whether errors show where they arose.
    """

    messages: Messages
    out: Console
    err: Console
    quiet: bool = False
    debug: bool = False

    @classmethod
    def start(cls, messages: Messages, *, color: Color = "auto", quiet: bool = False, debug: bool = False) -> "Session":
        """Open the two streams.

        Parameters
        ----------
        messages : Messages
            The messages in the user's language.
        color : {"auto", "always", "never"}
            Colours on a terminal only (unless NO_COLOR is set), always, or never.
        quiet, debug : bool
            As the attributes.

        Examples
        --------
        >>> Session.start(Messages("nl"), color="never").out.color_system is None
        True
        """
        return cls(messages, _console(color), _console(color, stderr=True), quiet, debug)

    def note(self, key: str, /, **values: object) -> None:
        """Say something on standard error, unless quiet."""
        if not self.quiet:
            self.err.print(escape(self.messages(key, **values)), soft_wrap=True)

    def warn(self, key: str, /, **values: object) -> None:
        """Say that something is wrong, on standard error, also when quiet."""
        self.warn_text(self.messages(key, **values))

    def warn_text(self, text: str) -> None:
        """As `warn`, for a message that is already in words, such as that of an error."""
        self.err.print(f"[bold red]{self.messages('error.prefix')}:[/] {escape(text)}", soft_wrap=True)

    def write(self, text: str) -> None:
        """Write a result to standard output as it is, ending in one line end."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def table(self, *columns: str, title: str | None = None, **options: Any) -> "Table":
        """Return an empty table in the house style, with headings.

        Parameters
        ----------
        *columns : str
            Headings, left to right.
        title : str, optional
            What stands above it.
        **options : Any
            Further options of `rich.table.Table`.
        """
        from rich import box
        from rich.table import Table

        table = Table(
            *columns, title=title, title_justify="left", title_style="bold", header_style="bold",
            box=box.SIMPLE_HEAD, pad_edge=False, **options,
        )  # fmt: skip
        return table


def _console(color: Color, *, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH
    options: dict[str, Any] = {"auto": {}, "never": _PLAIN, "always": _COLOURED}[color]
    return Console(stderr=stderr, highlight=False, width=width, **options)
