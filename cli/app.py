"""The command line: builds the commands in the user's language, runs one, and turns errors into one line.

Exit codes: 0 when all went well, 1 when part of the work failed (a file that could not be read, a graph that does
not conform), 2 when nothing could be done (wrong usage, no such store, a query with a fault), 130 after Ctrl-C.
"""

import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer
from beleidsgraaf.commands import (
    build,
    candidates,
    convert,
    demo,
    diff,
    evaluate,
    export,
    extract,
    query,
    remove,
    serve,
    stats,
    validate,
    view,
    walk,
)
from beleidsgraaf.messages import Messages, choose_language
from beleidsgraaf.ontology.errors import BeleidsgraafError, UnknownNameError
from beleidsgraaf.options import LanguageChoice
from beleidsgraaf.session import Session
from typer.main import get_command

COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "demo": demo.demo,
    "extract": extract.extract,
    "build": build.build,
    "remove": remove.remove,
    "query": query.query,
    "queries": query.queries,
    "view": view.view,
    "serve": serve.serve,
    "path": walk.path,
    "neighbours": walk.neighbours,
    "diff": diff.diff,
    "stats": stats.stats,
    "validate": validate.validate,
    "export": export.export,
    "candidates": candidates.candidates,
    "evaluate": evaluate.evaluate,
    "convert": convert.convert,
}


def make_app() -> typer.Typer:
    """Return the Typer app, its help still keys of ``messages.toml``.

    Examples
    --------
    >>> [command.name for command in make_app().registered_commands][:3]
    ['demo', 'extract', 'build']
    """
    app = typer.Typer(
        name="beleidsgraaf",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_general)
    for name, function in COMMANDS.items():
        app.command(name, context_settings={"help_option_names": ["-h", "--help"]})(function)
    return app


def make_command(messages: Messages) -> Any:
    """Return the command that runs, its help in words.

    Parameters
    ----------
    messages : Messages
        The messages in the user's language.

    Returns
    -------
    typer.core.TyperGroup
        Call its ``main`` with arguments.

    Examples
    --------
    >>> make_command(Messages("nl")).commands["stats"].help.splitlines()[0]
    'Tel wat er in een graaf staat.'
    """
    group = get_command(make_app())
    _put_into_words(group, "app", messages)
    for name, command in getattr(group, "commands", {}).items():
        _put_into_words(command, name, messages)
    return group


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What the user typed after the program's name; those of this process when left out.

    Returns
    -------
    int
        The exit code.

    Examples
    --------
    >>> main(["queries", "--quiet", "--lang", "fr"])
    2
    """
    _speak_unicode()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    messages = Messages(choose_language(arguments, os.environ))
    try:
        make_command(messages).main(args=arguments, prog_name="beleidsgraaf", obj=messages)
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except (BeleidsgraafError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            return _hang_up()
        if "--debug" in arguments or os.environ.get("BELEIDSGRAAF_DEBUG"):
            traceback.print_exc()
        Session.start(messages).warn_text(describe(error, messages))
        return 2
    return 0


def describe(error: BeleidsgraafError | OSError, messages: Messages) -> str:
    """Put an error into one line of the user's language, as far as it is one that the command line knows.

    Parameters
    ----------
    error : BeleidsgraafError or OSError
        What was raised.
    messages : Messages
        The messages in the user's language.

    Returns
    -------
    str
        One line, without the word "error".

    Examples
    --------
    >>> describe(UnknownNameError("Asen", ("Assen", "Essen")), Messages("nl"))
    "niets in de graaf heet 'Asen'; bedoelde u Assen, Essen?"
    """
    if isinstance(error, UnknownNameError):
        if error.suggestions:
            return messages("error.unknown_name_hint", name=error.name, names=", ".join(error.suggestions))
        return messages("error.unknown_name", name=error.name)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split())


def _show_version(asked: bool) -> None:
    if asked:
        from beleidsgraaf import __version__

        sys.stdout.write(f"beleidsgraaf {__version__}\n")
        raise typer.Exit


def _general(
    lang: Annotated[LanguageChoice | None, typer.Option("--lang", help="option.lang", show_default=False)] = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="option.version", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Stand before the commands; both options have done their work by then."""


def _put_into_words(command: Any, name: str, messages: Messages) -> None:
    command.help = _flowing(messages(f"{name}.help"))
    command.rich_help_panel = messages("panel.commands")
    with typer.Context(command, info_name=name, **command.context_settings) as context:
        parameters = [*command.params, command.get_help_option(context)]
    for parameter in parameters:
        if parameter.name == "help":
            parameter.help = messages("option.help")
        elif messages.has(parameter.help or ""):
            parameter.help = messages(parameter.help)
        panel = getattr(parameter, "rich_help_panel", None)
        default = "panel.arguments" if parameter.param_type_name == "argument" else "panel.options"
        parameter.rich_help_panel = messages(panel or default)


def _flowing(text: str) -> str:
    """Let paragraphs flow to the width of the window, but for those that keep their lines."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(p if p.startswith("\b") else " ".join(p.split("\n")) for p in paragraphs)


def _speak_unicode() -> None:
    """Write UTF-8 to files and pipes whatever the locale says; a terminal that lacks a sign shows its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _hang_up() -> int:
    """Leave quietly when the reader of our output has gone, as after ``| head``."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
