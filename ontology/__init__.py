"""The vocabulary and the facts: ontology, shapes, named queries, registers. Imports nothing else of ours."""

from beleidsgraaf.ontology.errors import (
    BeleidsgraafError,
    ClusterError,
    FormatError,
    QueryError,
    ReadError,
    StoreBusyError,
    StoreError,
    UnknownNameError,
)
from beleidsgraaf.ontology.vocabulary import (
    BG,
    CORE_TYPES,
    ENTITY_TYPES,
    ID_BASE,
    PREDICATES,
    STATUSES,
    Predicate,
    accepts,
)

__all__ = [
    "BG",
    "CORE_TYPES",
    "ENTITY_TYPES",
    "ID_BASE",
    "PREDICATES",
    "STATUSES",
    "BeleidsgraafError",
    "ClusterError",
    "FormatError",
    "Predicate",
    "QueryError",
    "ReadError",
    "StoreBusyError",
    "StoreError",
    "UnknownNameError",
    "accepts",
]
