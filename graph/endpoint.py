"""The addresses of a SPARQL 1.1 store, and requests to them: who we are, what went wrong, in one line.

Who we are comes from the environment, never from the address, which ends up in logs: ``BELEIDSGRAAF_STORE_USER`` and
``BELEIDSGRAAF_STORE_PASSWORD``, or ``BELEIDSGRAAF_STORE_TOKEN``. They are sent to no other address than the one
given: redirections are reported, not followed.

Examples
--------
>>> addresses("http://127.0.0.1:7878/", {})
Addresses(query='http://127.0.0.1:7878/query', update='http://127.0.0.1:7878/update', \
graphs=('http://127.0.0.1:7878/store', 'http://127.0.0.1:7878/data'))
"""

import base64
import io
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

from beleidsgraaf.ontology import QueryError, StoreError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_SECONDS: Final = 600.0  # without a sign of life, before we give up
_EXPLAINED: Final = 2000  # bytes of an error page that are read


class Addresses(NamedTuple):
    """Where a store answers.

    Attributes
    ----------
    query, update : str
        Of the SPARQL 1.1 Protocol.
    graphs : tuple of str
        Of the Graph Store Protocol; the first that answers is used, and none is needed.
    """

    query: str
    update: str
    graphs: tuple[str, ...]


def addresses(url: str, environment: Mapping[str, str]) -> Addresses:
    """Return the addresses of a store by how its kind lays them out.

    Parameters
    ----------
    url : str
        Of an Oxigraph server or of ``beleidsgraaf serve``, of a data set of Fuseki, of a repository of RDF4J or
        GraphDB, or that of a query service, which ends in /query or /sparql.
    environment : mapping of str to str
        ``BELEIDSGRAAF_STORE_UPDATE`` and ``BELEIDSGRAAF_STORE_GRAPHS``, where there, take precedence: for all other
        kinds, such as Virtuoso, whose addresses end in /sparql, /sparql and /sparql-graph-crud.

    Raises
    ------
    StoreError
        If the address cannot be that of a store.

    Examples
    --------
    >>> addresses("https://graphdb.example.org/repositories/beleid", {}).update
    'https://graphdb.example.org/repositories/beleid/statements'
    >>> addresses("http://fuseki.example.org/beleid/sparql", {}).update
    'http://fuseki.example.org/beleid/update'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url}: no address of a store; it begins with http:// or https:// and names a machine")
    if parts.username or parts.password:
        where = url.replace(f"{parts.netloc}", parts.netloc.rpartition("@")[2])
        cure = "set BELEIDSGRAAF_STORE_USER and BELEIDSGRAAF_STORE_PASSWORD instead"
        raise StoreError(f"{where}: a password does not belong in an address; {cure}")
    if parts.query or parts.fragment:
        raise StoreError(f"{url}: give the address without what follows ? or #")
    base = url.rstrip("/")
    if "/repositories/" in parts.path:
        found = Addresses(base, f"{base}/statements", (f"{base}/rdf-graphs/service",))
    else:
        query = base if base.endswith(("/query", "/sparql")) else f"{base}/query"
        base = query.rpartition("/")[0]
        found = Addresses(query, f"{base}/update", (f"{base}/store", f"{base}/data"))
    graphs = environment.get("BELEIDSGRAAF_STORE_GRAPHS")
    return Addresses(
        found.query,
        environment.get("BELEIDSGRAAF_STORE_UPDATE") or found.update,
        (graphs,) if graphs else found.graphs,
    )


class Endpoint:
    """Requests to a store by its address. Threads may share it.

    Parameters
    ----------
    url : str

    Raises
    ------
    StoreError
        If the address cannot be that of a store.
    """

    def __init__(self, url: str) -> None:
        from urllib3 import PoolManager, Retry, Timeout

        self.url = url
        self.addresses = addresses(url, os.environ)
        self.headers = {"User-Agent": "beleidsgraaf"}
        if token := os.environ.get("BELEIDSGRAAF_STORE_TOKEN"):
            self.headers["Authorization"] = f"Bearer {token}"
        elif user := os.environ.get("BELEIDSGRAAF_STORE_USER"):
            pair = f"{user}:{os.environ.get('BELEIDSGRAAF_STORE_PASSWORD', '')}"
            self.headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        # All that we send may be sent twice: it adds or removes the same statements.
        retries = Retry(connect=2, read=1, redirect=False, status=0, other=0, allowed_methods=None, backoff_factor=0.2)
        self._pool = PoolManager(maxsize=8, retries=retries, timeout=Timeout(connect=10, read=_SECONDS))

    def ask(
        self,
        method: str,
        address: str,
        *,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        type: str | None = None,
        accept: str = "*/*",
        known: tuple[int, ...] = (),
    ) -> "BaseHTTPResponse":
        """Send a request; return the response, its body unread.

        Parameters
        ----------
        method, address : str
        parameters : mapping of str to str, optional
            What follows "?".
        body : bytes, optional
        type : str, optional
            Media type of the body.
        accept : str
            Media type wanted.
        known : tuple of int
            Status codes from 400 that the caller deals with.

        Raises
        ------
        QueryError
            If the store says that the query is wrong.
        StoreError
            If it does not answer, or refuses.
        """
        from urllib3.exceptions import HTTPError

        headers = {**self.headers, "Accept": accept}
        if type is not None:
            headers["Content-Type"] = type
        target = f"{address}?{urlencode(parameters)}" if parameters else address
        try:
            response = self._pool.request(method, target, body=body, headers=headers, preload_content=False)
        except HTTPError as error:
            raise StoreError(
                f"{self.url}: no store answers there ({_cause(error)}); start it or mend the address"
            ) from error
        if response.status < 300 or response.status in known:
            return response
        raise self._refusal(response)

    def do(self, method: str, address: str, **options: Any) -> int:
        """Send a request and let its answer go; return its status. See `ask`."""
        response = self.ask(method, address, **options)
        response.drain_conn()
        response.release_conn()
        return response.status

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _refusal(self, response: "BaseHTTPResponse") -> StoreError | QueryError:
        status = response.status
        try:
            said = " ".join(response.read(_EXPLAINED).decode("utf-8", "replace").split())[:200]
        finally:
            response.close()
        if status in (401, 403):
            how = "BELEIDSGRAAF_STORE_USER and BELEIDSGRAAF_STORE_PASSWORD, or BELEIDSGRAAF_STORE_TOKEN"
            return StoreError(f"{self.url}: access refused ({status}); set {how}")
        if status < 400:
            return StoreError(
                f"{self.url}: moved to {response.headers.get('Location', 'elsewhere')}; give that address"
            )
        if status == 400:
            return QueryError(f"{self.url}: the query was refused: {said or 'no reason given'}")
        if status in (404, 405):
            cure = "give that of the store, or set BELEIDSGRAAF_STORE_UPDATE and BELEIDSGRAAF_STORE_GRAPHS"
            return StoreError(f"{self.url}: not the address of a store ({status}); {cure}")
        return StoreError(f"{self.url}: the store failed ({status}): {said or 'no reason given'}")


class Body(io.RawIOBase):
    """The body of a response as a file that is read while it comes in.

    Parameters
    ----------
    response : urllib3.BaseHTTPResponse
        Its body unread.
    """

    def __init__(self, response: "BaseHTTPResponse") -> None:
        self._response = response

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises
        ------
        OSError
            If the connection breaks off.
        """
        from urllib3.exceptions import HTTPError

        try:
            data = self._response.read(size if size >= 0 else None)
        except HTTPError as error:
            raise OSError(f"the connection broke off ({_cause(error)})") from error
        if not data:
            self._response.release_conn()
        return data


def _cause(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    text = " ".join(str(reason).split())
    return text.rpartition(": ")[2] or type(reason).__name__
