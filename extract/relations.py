"""What sentences say of entities: ``beleidsgraaf_relations``.

Three ways to a relation, all of them data in ``triggers/``: fixed forms (a name before its party in brackets, an
office above a signature, a publication and its publisher in a note), verb frames and noun frames. Coordination
multiplies out; an entity that cannot stand in a slot never does. A list is read together with its lead-in.

Examples
--------
>>> import spacy
>>> doc = spacy.blank("nl")("Vragen van de leden Jansen en De Boer (beiden VVD) over wonen.")
>>> found = find_relations(
...     doc,
...     [Mention(20, 26, "Person", "e0"), Mention(30, 37, "Person", "e1"), Mention(46, 49, "Organisation", "e2")],
... )
>>> [(r.subject, r.predicate, r.object, r.status) for r in found]
[('e0', 'memberOf', 'e2', 'stated'), ('e1', 'memberOf', 'e2', 'stated')]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, product
from typing import Final, NamedTuple

from beleidsgraaf.extract.aliases import with_aliases
from beleidsgraaf.extract.attribution import attributed_to
from beleidsgraaf.extract.candidates import text_of
from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.first_person import in_third_person
from beleidsgraaf.extract.frames import Noun, frames
from beleidsgraaf.extract.name_features import NameFeatures
from beleidsgraaf.extract.names import places_in_names
from beleidsgraaf.extract.pair_classifier import Pair, pairs, weights
from beleidsgraaf.extract.preambles import preamble
from beleidsgraaf.extract.readings import reading_numbers, readings, sentence_at, sentences_of
from beleidsgraaf.extract.references import motions
from beleidsgraaf.extract.skeleton import Mention, Skeleton, members, skeleton
from beleidsgraaf.extract.speakers import points_back
from beleidsgraaf.extract.status import status_of
from beleidsgraaf.ontology import PREDICATES
from beleidsgraaf.ontology.vocabulary import accepts
from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["Mention", "RelationCandidate", "find_relations"]

QUESTIONS_KEY = "beleidsgraaf_questions"
"""Key in ``Doc.user_data`` of the spans of the document's questions: a list of (start, end) in characters."""

_NAMES: Final = tuple(PREDICATES)
_DEEDS: Final = frozenset(
    {"participatesIn", "responsibleFor", "implements", "establishes", "funds", "supports", "cooperatesWith"}
)
"""What a sentence may put as asked, planned or conditional though no frame is there; the rest it takes for granted."""
_TOLD: Final = frozenset({"publishes", "reportsOn", "memberOf", "holdsOffice", "partOf", "covers"})
"""What may be said of the one on whose word a sentence says something."""


class RelationCandidate(NamedTuple):
    """A relation that a sentence puts forward.

    Attributes
    ----------
    subject : str
        Entity id.
    predicate : str
        A key of `beleidsgraaf.ontology.PREDICATES`.
    object : str
        Entity id.
    evidence_start, evidence_end : int
        Span of the sentence, or of the sentence with its list, in the document's text.
    status : str
        One of `beleidsgraaf.ontology.STATUSES`.
    confidence : float
        From 0 to 1.
    method : str
        What found it: "form:memberOf/haakjes", "verb:participatesIn/deelnemen", "noun:…", "pair:memberOf".
    cue : tuple of (int, int) or None
        Span in the document of the words that give it its status; None where it is stated or only the form of the
        sentence says so.
    attributed_to : str or None
        Id of the entity on whose word the sentence says it: "volgens het CBS".
    pointers : tuple of (int, int)
        Spans of what only points back to an end of it.
    """

    subject: str
    predicate: str
    object: str
    evidence_start: int
    evidence_end: int
    status: str
    confidence: float
    method: str
    cue: tuple[int, int] | None = None
    attributed_to: str | None = None
    pointers: tuple[tuple[int, int], ...] = ()


class _Said(NamedTuple):
    """Where something is said, and how."""

    span: tuple[int, int]
    status: str = "stated"
    cue: tuple[int, int] | None = None


def find_relations(
    doc: Doc,
    mentions: Sequence[Mention],
    questions: Sequence[tuple[int, int]] = (),
    pointers: Sequence[Mention] = (),
) -> list[RelationCandidate]:
    """Return the relations between the entities of a document, whatever their status.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Its sentences are used where they are set, else the rules of `beleidsgraaf.extract.sentences`.
    mentions : sequence of Mention
        In text order, not overlapping.
    questions : sequence of (int, int)
        Spans of the document's questions: what a verb says there is asked, not stated.
    pointers : sequence of Mention
        What points back to entities, in text order, not overlapping the mentions. Frames alone read them.

    Returns
    -------
    list of RelationCandidate
        In text order of their evidence, one for each relation and sentence. A symmetric relation has its
        ends in text order.
    """
    if len(mentions) + len(pointers) < 2:
        return []
    text, sentences = text_of(doc), sentences_of(doc)
    best: dict[tuple[str, str, str, int], RelationCandidate] = {}
    mentions = outside_motions(text, mentions)
    named = with_aliases(text, mentions)
    read = (
        _all(text, sentences, mentions, named, questions),
        _pointed(text, sentences, sorted([*named, *free(pointers, named)]), questions) if pointers else (),
    )
    for found in chain(*read):
        start = sentences[sentence_at(sentences, found.evidence_start)][0]
        end = sentences[sentence_at(sentences, found.evidence_end - 1)][1]
        end = max(found.evidence_end, start + len(text[start:end].rstrip()))
        found = found._replace(evidence_start=start, evidence_end=end)
        key = (found.subject, found.predicate, found.object, start)
        if key not in best or _weight(best[key]) < _weight(found):
            best[key] = found
    order = sorted(best.values(), key=lambda r: (r.evidence_start, r.evidence_end, r.subject, r.predicate, r.object))
    return _oriented(order)


def outside_motions(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions without the persons after whom a motion is called: they do nothing in its sentence.

    Examples
    --------
    >>> text = "De motie-Jansen is uitgevoerd."
    >>> outside_motions(text, [Mention(9, 15, "Person", "e0")])
    []
    """
    names = {start for motion in motions(text) for start, _ in motion.names} if "otie" in text else set()
    return [m for m in mentions if not (m.type == "Person" and m.start in names)] if names else mentions


def free(pointers: Iterable[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the pointers that overlap no mention.

    Examples
    --------
    >>> free([Mention(0, 12, "Organisation", "e0", True)], [Mention(3, 12, "Organisation", "e0", True)])
    []
    """
    ends = [m.end for m in mentions]
    found = []
    for p in pointers:
        i = bisect_right(ends, p.start)
        if i == len(mentions) or mentions[i].start >= p.end:
            found.append(p)
    return found


def _weight(found: RelationCandidate) -> tuple[bool, bool, float]:
    """Order what is said of a relation in a sentence: a doubt that any reading sees holds, then names, the surest."""
    return found.status != "stated", not found.pointers, found.confidence


def _oriented(found: Sequence[RelationCandidate]) -> list[RelationCandidate]:
    """Give a symmetric relation the order of its ends that it has where it is first said."""
    first: dict[tuple[frozenset[str], str], RelationCandidate] = {}
    result = []
    for r in found:
        if PREDICATES[r.predicate].symmetric:
            known = first.setdefault((frozenset((r.subject, r.object)), r.predicate), r)
            r = r._replace(subject=known.subject, object=known.object)
        result.append(r)
    return result


def _all(
    text: str,
    sentences: Sequence[tuple[int, int]],
    named: Sequence[Mention],
    mentions: Sequence[Mention],
    questions: Sequence[tuple[int, int]],
) -> Iterator[RelationCandidate]:
    names = NameFeatures(text, mentions)
    for spans in readings(text, sentences, mentions):
        reading = skeleton(text, spans, mentions)
        asked = any(a <= spans[0][0] < b for a, b in questions)
        yield from _sentence(reading, names, asked)
    whole = skeleton(text, [(0, len(text))], mentions, breaks=True)
    yield from _forms(whole, asked=False, document=True)
    yield from _classified(whole, across(whole, text, sentences, names))
    for place in places_in_names(text, named):
        a, b = named[place.subject], named[place.region]
        span = (min(a.start, b.start), max(a.end, b.end))
        yield RelationCandidate(a.entity, "covers", b.entity, *span, "stated", 0.85, "name:covers")
    for subject, predicate, object, start, end in preamble(whole):
        yield from _pairs(whole, predicate, subject, object, _Said((start, end)), 0.85, f"preamble:{predicate}")


def _pointed(
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    questions: Sequence[tuple[int, int]],
) -> Iterator[RelationCandidate]:
    """Yield what frames say of what points back, in the sentences that have it."""
    starts = [m.start for m in mentions if m.pointer]
    for spans in readings(text, sentences, mentions):
        if bisect_left(starts, spans[-1][1]) == bisect_left(starts, spans[0][0]):
            continue
        reading = in_third_person(skeleton(text, spans, mentions), text)
        asked = any(a <= spans[0][0] < b for a, b in questions)
        for found in (*_forms(reading, asked=asked, document=False), *_framed(reading, asked)):
            if found.pointers:
                yield found


def across(whole: Skeleton, text: str, sentences: Sequence[tuple[int, int]], names: NameFeatures) -> Iterator[Pair]:
    """Yield the pairs of names that stand near each other in different sentences.

    Parameters
    ----------
    whole : Skeleton
        Of the whole document, with line ends.
    text : str
        The document's text.
    sentences : sequence of (int, int)
    names : NameFeatures
    """
    clauses = Clauses(whole)
    offsets = [whole.offsets[clauses.position(i)] for i in range(len(clauses.words))]
    yield from pairs(clauses, names, reading_numbers(text, sentences, offsets))


def _sentence(s: Skeleton, names: NameFeatures, asked: bool) -> Iterator[RelationCandidate]:
    source = attributed_to(s)
    for found in _read(s, names, asked):
        if source in (found.subject, found.object):
            # Who only tells of it has no part in it, unless a frame says so.
            if found.predicate in _TOLD or not found.method.startswith("pair:"):
                yield found
        else:
            yield found if source is None else found._replace(attributed_to=source)


def _read(s: Skeleton, names: NameFeatures, asked: bool) -> Iterator[RelationCandidate]:
    yield from _forms(s, asked=asked, document=False)
    clauses = Clauses(s)
    yield from _classified(s, pairs(clauses, names), asked=asked)
    yield from _framed(s, asked, clauses)


def _framed(s: Skeleton, asked: bool, clauses: Clauses | None = None) -> Iterator[RelationCandidate]:
    """Yield what verb and noun frames say."""
    for hit in (clauses or Clauses(s)).hits():
        kind = "noun" if isinstance(hit.frame, Noun) else "verb"
        said = _said(s, hit.at, asked=asked, presupposed=kind == "noun")
        method = f"{kind}:{hit.frame.predicate}/{hit.frame.name}"
        yield from _pairs(s, hit.frame.predicate, hit.subject, hit.object, said, hit.frame.confidence, method)


def _said(s: Skeleton, at: int, *, asked: bool, presupposed: bool) -> _Said:
    """Return how a sentence puts what its trigger says, with the cue's place in the document."""
    status = status_of(s.text, at, asked=asked, presupposed=presupposed)
    cue = None
    if status.end:
        # The last character is looked up by itself: what a skeleton leaves out may stand right behind it.
        cue = s.offsets[status.start], s.offsets[status.end - 1] + 1
    return _Said((s.start, s.end), status.name, cue)


def _classified(s: Skeleton, found: Iterator[Pair], *, asked: bool | None = None) -> Iterator[RelationCandidate]:
    """Yield what the classifier says of pairs; `asked` is None for pairs of different sentences."""
    model = weights()
    for pair in found:
        probabilities = model.probabilities(pair)
        for n in pair.allowed:
            if probabilities[n] < model.thresholds[n]:
                continue
            # A frame that says the same is the better witness.
            confidence = round(0.8 * float(probabilities[n]), 3)
            name, said = _NAMES[n], _Said(_span(s, pair))
            if asked is not None:
                said = _said(s, pair.at, asked=asked, presupposed=pair.apposed or name not in _DEEDS)
            yield from _pairs(s, name, pair.subject, pair.object, said, confidence, f"pair:{name}")


def _span(s: Skeleton, pair: Pair) -> tuple[int, int]:
    """Return the span in the document of the names of a pair."""
    named = [s.mentions[i] for unit in (pair.subject, pair.object) for i in members(unit)]
    return min(m.start for m in named), max(m.end for m in named)


def _forms(s: Skeleton, *, asked: bool, document: bool) -> Iterator[RelationCandidate]:
    for form in frames().forms:
        if form.document != document:
            continue
        for m in form.pattern.finditer(s.text):
            if document:
                said = _Said((s.offsets[m.start()], s.offsets[m.end()]))
            else:
                said = _said(s, m.end("s"), asked=asked, presupposed=form.presupposed)
            method = f"form:{form.predicate}/{form.name}"
            subject, object = m["s"], m["o"] if "o" in form.pattern.groupindex else m["s"]
            if form.last:
                subject = f"{subject[: subject.index('#')]}#{members(subject)[-1]}⟩"
            yield from _pairs(s, form.predicate, subject, object, said, form.confidence, method)


def _pairs(
    s: Skeleton,
    predicate: str,
    subject: str,
    object: str,
    said: _Said,
    confidence: float,
    method: str,
) -> Iterator[RelationCandidate]:
    """Multiply the members of two units out; the members of one unit among themselves where both are the same."""
    first, second = ([s.mentions[i] for i in members(unit)] for unit in (subject, object))
    pairs = combinations(first, 2) if subject == object else product(first, second)
    for a, b in pairs:
        if a.entity == b.entity or not accepts(predicate, a.type, b.type):
            continue
        if PREDICATES[predicate].symmetric and b.start < a.start:
            a, b = b, a
        start, end = min(said.span[0], a.start, b.start), max(said.span[1], a.end, b.end)
        pointers = tuple((m.start, m.end) for m in (a, b) if m.pointer)
        yield RelationCandidate(
            a.entity, predicate, b.entity, start, end, said.status, confidence, method, said.cue, pointers=pointers
        )


@Language.factory("beleidsgraaf_relations", requires=["doc.ents"])
def create_relations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component that sets ``doc._.relations``, a list of `RelationCandidate`, and ``doc._.back_references``.

    It takes the entities from ``doc.ents``: spans with a label of `beleidsgraaf.ontology.ENTITY_TYPES`, told apart by
    ``ent_id_`` or, without one, ``kb_id_`` or their text. Spans of questions are read from
    ``doc.user_data["beleidsgraaf_questions"]``, what the form says of who speaks from
    ``doc.user_data["beleidsgraaf_form"]``.

    Parameters
    ----------
    nlp : spacy.language.Language
        The pipeline it joins; unused, spaCy passes it.
    name : str
        Name of the component in the pipeline.
    """
    for extension in ("relations", "back_references"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=None)
    return relate


def relate(doc: Doc) -> Doc:
    """Set the relations, and what points back, of a document whose entities are set."""
    found = [Mention(e.start_char, e.end_char, e.label_, e.ent_id_ or e.kb_id_ or e.text) for e in doc.ents]
    doc._.back_references, pointers = points_back(doc, found)
    doc._.relations = find_relations(doc, found, doc.user_data.get(QUESTIONS_KEY, ()), pointers)
    return doc
