"""The web application: which address does what.

==================  ====================================================================================
``/``               the picture of the graph (``?focus=``, ``?depth=``)
``/sparql``         SPARQL 1.1 Protocol; without a query a page to ask on, or the service's description
``/query, /update`` the same for clients that keep the two apart
``/store``          Graph Store Protocol
``/id/…``           what the graph says about an IRI of ours; ``/id?iri=…`` about any other
``/def``            the ontology
``/void``           VoID and DCAT; also ``/.well-known/void``
==================  ====================================================================================
"""

import hmac
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import anyio
from anyio import to_thread
from beleidsgraaf.graph.result import GRAPH_FORMATS
from beleidsgraaf.graph.service import catalogue, negotiate, pages
from beleidsgraaf.graph.service.desk import Refused, Reply
from beleidsgraaf.graph.service.workers import Workers
from beleidsgraaf.graph.sparql import QUERY_PREFIXES
from beleidsgraaf.ontology import ID_BASE
from beleidsgraaf.ontology.resources import ontology_text, shipped_query
from pyoxigraph import Triple, serialize
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_QUERY_BYTES: Final = 1 << 20
_GRAPH_BYTES: Final = 256 << 20
_CHUNK: Final = 1 << 16
_FORM: Final = "application/x-www-form-urlencoded"
_POLICY: Final = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service behaves.

    Attributes
    ----------
    folder : str
        An Oxigraph store.
    address : str
        Where people find the service, ending in "/".
    hosts : sequence of str
        Names by which it may be called; "*" for any. Others are refused, so that no page elsewhere can pose as ours.
    origins : sequence of str
        Web pages of which sites may read it (CORS); "*" for any, none by default.
    token : str or None
        What whoever writes must show; None for a service that only reads.
    seconds : float
        A query may take at most.
    limit : int
        Bytes of an answer at most.
    readers : int
        Queries that are answered at once.
    about : sequence of pyoxigraph.Triple
        What the operator says of the data set.
    """

    folder: str
    address: str
    hosts: Sequence[str] = ("127.0.0.1", "localhost", "[::1]")
    origins: Sequence[str] = ()
    token: str | None = None
    seconds: float = 30.0
    limit: int = 100_000_000
    readers: int = 2
    about: Sequence[Triple] = ()


def create_app(settings: Settings) -> Starlette:
    """Return the application.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    starlette.applications.Starlette
        Its workers run from its start-up to its shut-down.
    """
    service = _Service(settings)
    routes = [
        Route("/", service.picture),
        Route("/sparql", service.sparql, methods=["GET", "POST"]),
        Route("/query", service.sparql, methods=["GET", "POST"]),
        Route("/update", service.sparql, methods=["POST"]),
        Route("/store", service.store, methods=["GET", "PUT", "POST", "DELETE"]),
        Route("/id", service.thing),
        Route("/id/{path:path}", service.thing),
        Route("/def", service.definitions),
        Route("/void", service.dataset),
        Route("/.well-known/void", service.dataset),
        Route("/style.css", service.style),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts)), Middleware(_Safe)]
    if settings.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.origins),
                allow_methods=["GET", "POST", "PUT", "DELETE"],
                allow_headers=["Authorization", "Content-Type"],
            )
        )
    app = Starlette(routes=routes, middleware=middleware, lifespan=service.lifespan)
    app.add_exception_handler(Refused, service.refused)
    return app


class _Safe:
    """Adds to every answer what browsers must not do with it."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                headers = {k.lower().encode(): v.encode() for k, v in _HEADERS.items()}
                message["headers"] = [*message["headers"], *((k, v) for k, v in headers.items() if k not in known)]
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class _Service:
    """What stands behind the routes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers: Workers | None = None
        self.threads: anyio.CapacityLimiter | None = None

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> "AsyncIterator[None]":
        s = self.settings
        self.threads = anyio.CapacityLimiter(64)  # of which most only wait for a worker
        self.workers = Workers(
            s.folder, readers=s.readers, seconds=s.seconds, limit=s.limit, writable=s.token is not None
        )
        try:
            yield
        finally:
            await to_thread.run_sync(self.workers.stop)

    async def read(self, name: str, **arguments: Any) -> Reply:
        workers = self.workers
        assert workers is not None  # noqa: S101 - the lifespan has begun
        return await to_thread.run_sync(lambda: workers.read(name, **arguments), limiter=self.threads)

    async def write(self, name: str, **arguments: Any) -> Reply:
        workers = self.workers
        assert workers is not None  # noqa: S101 - the lifespan has begun
        return await to_thread.run_sync(lambda: workers.write(name, **arguments), limiter=self.threads)

    # SPARQL

    @property
    def _base(self) -> str:
        """What relative IRIs of queries and updates begin with."""
        return f"{self.settings.address}sparql"

    async def sparql(self, request: "Request") -> Response:
        given = await _parameters(request)
        if request.method == "POST" and "update" in dict(given):
            return await self._update(request, given)
        if "update" in dict(given):
            raise Refused(400, "an update is sent by POST")
        queries = [value for name, value in given if name == "query"]
        if len(queries) > 1:
            raise Refused(400, "more than one query")
        options = dict(given)
        if not queries and ("shipped" in options or "edit" in options):
            return await self._shipped(request, options)
        if not queries:
            if request.method == "POST":
                raise Refused(400, "there is no query; send it as the parameter query or as application/sparql-query")
            return await self._front(request)
        default, named = ([v for n, v in given if n == f"{kind}-graph-uri"] for kind in ("default", "named"))
        form = options.get("format")
        if form == "html" or (form is None and negotiate.wants_html(_accept(request))):
            return await self._answer_page(request, queries[0], default, named)
        reply = await self.read(
            "query",
            sparql=queries[0],
            accept=_accept(request),
            default=default,
            named=named,
            form=form,
            base=self._base,
        )
        return _response(reply)

    async def _update(self, request: "Request", given: list[tuple[str, str]]) -> Response:
        self._may_write(request)
        updates = [value for name, value in given if name == "update"]
        if len(updates) > 1 or "query" in dict(given):
            raise Refused(400, "more than one update, or a query besides")
        default, named = ([v for n, v in given if n == f"using-{kind}graph-uri"] for kind in ("", "named-"))
        await self.write("update", sparql=updates[0], default=default, named=named, base=self._base)
        return Response(status_code=204)

    async def _shipped(self, request: "Request", options: dict[str, str]) -> Response:
        if "edit" in options:
            return _page(pages.question_page(_lang(request), asked=await self._bound(options["edit"], {})))
        values = {n.removeprefix("p_"): v for n, v in options.items() if n.startswith("p_") and v.strip()}
        return await self._answer_page(request, await self._bound(options["shipped"], values), [], [])

    async def _bound(self, name: str, values: dict[str, str]) -> str:
        from beleidsgraaf.ontology import QueryError

        try:
            return shipped_query(name).bind(**values)
        except QueryError as error:
            raise Refused(400, str(error)) from error

    async def _answer_page(self, request: "Request", query: str, default: list[str], named: list[str]) -> Response:
        lang = _lang(request)
        accept = f"{negotiate.ROWS['json'][0]}, {negotiate.GRAPH['ttl'][0]};q=0.5"
        try:
            reply = await self.read("query", sparql=query, accept=accept, default=default, named=named, base=self._base)
        except Refused as error:
            page = pages.question_page(lang, asked=query, error=error.reason)
            return _page(page, status=error.status)
        data = await to_thread.run_sync(_whole, reply)
        answer = pages.table(data) if reply.form == "json" else pages.text(data)
        return _page(pages.question_page(lang, asked=query, answer=answer))

    async def _front(self, request: "Request") -> Response:
        form = negotiate.best(_accept(request), negotiate.GRAPH)
        if negotiate.wants_html(_accept(request)) or form is None:
            return _page(pages.question_page(_lang(request)))
        return _graph(catalogue.service(self.settings.address, writable=self.settings.token is not None), form)

    # Graphs

    async def store(self, request: "Request") -> Response:
        given = dict(parse_qsl(request.url.query, keep_blank_values=True))
        if ("graph" in given) == ("default" in given):
            raise Refused(400, "name one graph: ?graph=IRI, or ?default for the union of all")
        graph = given.get("graph")
        if request.method == "HEAD":  # clients look whether there is one, however large
            return Response(status_code=200 if (await self.read("has_graph", graph=graph)).data else 404)
        if request.method == "GET":
            form = _chosen(request, given.get("format"), negotiate.GRAPH)
            return _response(await self.read("read_graph", graph=graph, form=form))
        self._may_write(request)
        if graph is None:
            raise Refused(403, "the default graph is the union of all others; write to one of those")
        if request.method == "DELETE":
            await self.write("remove_graph", graph=graph)
            return Response(status_code=204)
        name = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
        form = next((f for f, (known, *_) in negotiate.GRAPH.items() if known == name), "")
        if not form:
            raise Refused(415, f"send statements as {', '.join(known[0] for known in negotiate.GRAPH.values())}")
        body = await _body(request, _GRAPH_BYTES)
        reply = await self.write("write_graph", graph=graph, body=body, form=form, replace=request.method == "PUT")
        return Response(status_code=204 if reply.data else 201)

    def _may_write(self, request: "Request") -> None:
        if self.settings.token is None:
            raise Refused(403, "this service only reads; start it with --writable to change the graph")
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), self.settings.token.encode()):
            raise Refused(401, "writing takes the token of this service: Authorization: Bearer TOKEN")

    # What people and machines look at

    async def picture(self, request: "Request") -> Response:
        focus, depth = request.query_params.get("focus") or None, request.query_params.get("depth", "1")
        if depth not in ("1", "2", "3"):
            raise Refused(400, "depth is 1, 2 or 3")
        # The page brings its own policy: it runs the scripts within it, and no others.
        return _response(await self.read("view", focus=focus, depth=int(depth), lang=_lang(request)))

    async def thing(self, request: "Request") -> Response:
        path = request.scope["raw_path"].decode("ascii").partition("?")[0]
        iri = ID_BASE + path.removeprefix("/id/") if path.startswith("/id/") else request.query_params.get("iri", "")
        if not iri or iri == ID_BASE:
            raise Refused(400, "name a thing: /id/…, or /id?iri=IRI")
        form = _chosen(request, request.query_params.get("format"), {**negotiate.HTML, **negotiate.GRAPH})
        if form != "html":
            return _response(await self.read("description", iri=iri, form=form), vary=True)
        lang = _lang(request)
        reply = await self.read("thing", iri=iri, lang=lang)
        return _page(pages.thing_page(lang, reply.data), vary=True)

    async def definitions(self, request: "Request") -> Response:
        return Response(ontology_text(), media_type=negotiate.media_type("ttl"))

    async def dataset(self, request: "Request") -> Response:
        form = _chosen(request, request.query_params.get("format"), negotiate.GRAPH, otherwise="ttl")
        reply = await self.read("statistics")
        return _graph(catalogue.dataset(self.settings.address, reply.data, self.settings.about), form)

    async def style(self, request: "Request") -> Response:
        return Response(pages.style(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def refused(self, request: "Request", error: Exception) -> Response:
        assert isinstance(error, Refused)  # noqa: S101 - what it is registered for
        headers = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "10"}}.get(error.status, {})
        if negotiate.wants_html(_accept(request)):
            return _page(pages.error_page(_lang(request), error.reason), status=error.status, headers=headers)
        text = f"{error.reason}\n"
        return Response(text, error.status, headers, media_type="text/plain; charset=utf-8")


async def _parameters(request: "Request") -> list[tuple[str, str]]:
    """Return the parameters of a request of the SPARQL Protocol, whichever of its three ways it comes."""
    given = _pairs(request.url.query)
    if request.method != "POST":
        return given
    type, _, rest = request.headers.get("content-type", "").partition(";")
    type = type.strip().lower()
    names = {"application/sparql-query": "query", "application/sparql-update": "update"}
    if type != _FORM and type not in names:
        raise Refused(415, f"send a query as {_FORM}, application/sparql-query or application/sparql-update")
    if "charset=" in rest.lower() and "utf-8" not in rest.lower():
        raise Refused(415, "send queries in UTF-8")
    try:
        body = (await _body(request, _QUERY_BYTES if type != "application/sparql-update" else _GRAPH_BYTES)).decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not in UTF-8") from error
    return [*given, *(_pairs(body) if type == _FORM else [(names[type], body)])]


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused(400, "the parameters cannot be read") from error


async def _body(request: "Request", limit: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Refused(413, f"more than {limit >> 20} MB in one request")
        parts.append(part)
    return b"".join(parts)


def _accept(request: "Request") -> str:
    return ", ".join(request.headers.getlist("accept"))


def _chosen(request: "Request", form: str | None, forms: negotiate.Forms, *, otherwise: str | None = None) -> str:
    """Return the form that is asked for by name or by header."""
    found = negotiate.best(_accept(request), forms) if form is None else form if form in forms else None
    found = found or otherwise
    if found is None:
        raise Refused(406, f"it can be had as {', '.join(types[0] for types in forms.values())}")
    return found


def _lang(request: "Request") -> str:
    chosen = request.query_params.get("lang")
    if chosen in ("nl", "en"):
        return chosen
    wanted = [part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((lang for lang in wanted if lang in ("nl", "en")), "nl")


def _page(text: str, *, status: int = 200, headers: dict[str, str] | None = None, vary: bool = False) -> Response:
    own = {"Content-Security-Policy": _POLICY, "Vary": "Accept, Accept-Language" if vary else "Accept-Language"}
    return Response(text, status, {**own, **(headers or {})}, media_type="text/html; charset=utf-8")


def _graph(triples: Iterable[Triple], form: str) -> Response:
    prefixes = {**QUERY_PREFIXES, "dcat": catalogue.DCAT, "sd": catalogue.SD, "void": catalogue.VOID}
    data = serialize(triples, format=GRAPH_FORMATS[form], prefixes=prefixes)
    return Response(data, media_type=negotiate.media_type(form), headers={"Vary": "Accept"})


def _response(reply: Reply, *, vary: bool = True) -> Response:
    headers = {"Vary": "Accept"} if vary else {}
    type = negotiate.media_type(reply.form)
    if reply.file is None:
        return Response(reply.body, media_type=type, headers=headers)
    # Opened and unlinked at once: whatever becomes of the client, the file goes when it is closed.
    file = open(reply.file, "rb")  # noqa: SIM115 - closed by those who read it
    os.unlink(reply.file)
    headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)
    return StreamingResponse(_chunks(file), media_type=type, headers=headers)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _whole(reply: Reply) -> bytes:
    if reply.file is None:
        return reply.body
    with open(reply.file, "rb") as file:
        os.unlink(reply.file)
        return file.read()
