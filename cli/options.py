"""Arguments and options that several commands share, and the decorator that gives a command the general ones."""

import functools
import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Concatenate, ParamSpec

import typer
from beleidsgraaf.messages import Messages
from beleidsgraaf.session import Session

P = ParamSpec("P")


class LanguageChoice(StrEnum):
    """Values of ``--lang``."""

    nl = "nl"
    en = "en"


class ColorChoice(StrEnum):
    """Values of ``--color``."""

    auto = "auto"
    always = "always"
    never = "never"


# The help of an argument or option is a key of messages.toml; the app puts the words of the user's language there.
StoreArgument = Annotated[str, typer.Argument(metavar="STORE", help="argument.store", show_default=False)]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="argument.name", show_default=False)]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="option.output", show_default=False)
]
MinConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, metavar="0..1", help="option.min_confidence")
]
JudgementsOption = Annotated[
    str | None, typer.Option("--judgements", metavar="FILE", help="option.judgements", show_default=False)
]
LangOption = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="option.lang", show_default=False, rich_help_panel="panel.general"),
]
ColorOption = Annotated[ColorChoice, typer.Option("--color", help="option.color", rich_help_panel="panel.general")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="option.quiet", rich_help_panel="panel.general")]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", envvar="BELEIDSGRAAF_DEBUG", help="option.debug", rich_help_panel="panel.general"),
]

_GENERAL: dict[str, tuple[Any, Any]] = {
    "lang": (LangOption, None),
    "color": (ColorOption, ColorChoice.auto),
    "quiet": (QuietOption, False),
    "debug": (DebugOption, False),
}


def command(function: Callable[Concatenate[Session, P], None]) -> Callable[..., None]:
    """Turn a function of a `Session` into a Typer command that has the general options as well.

    Parameters
    ----------
    function : callable
        Takes a `Session`, then the command's own arguments and options, annotated for Typer.

    Returns
    -------
    callable
        What ``typer.Typer.command`` registers: ``--lang``, ``--color``, ``--quiet`` and ``--debug`` are added and
        become the session.

    Examples
    --------
    >>> @command
    ... def greet(session: Session, name: str) -> None:
    ...     '''Greet.'''
    >>> list(inspect.signature(greet).parameters)
    ['context', 'name', 'lang', 'color', 'quiet', 'debug']
    """

    @functools.wraps(function)
    def run(context: typer.Context, **values: Any) -> None:
        values.pop("lang")  # it was read before the help was put into words
        messages = context.obj
        assert isinstance(messages, Messages)  # noqa: S101 - put there by app.main
        session = Session.start(
            messages, color=values.pop("color").value, quiet=values.pop("quiet"), debug=values.pop("debug")
        )
        function(session, **values)  # type: ignore[call-arg]

    keyword = inspect.Parameter.POSITIONAL_OR_KEYWORD
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    parameters = [
        inspect.Parameter("context", keyword, annotation=typer.Context),
        *(p.replace(kind=keyword) for p in own),
    ]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in _GENERAL.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": None}
    return run
