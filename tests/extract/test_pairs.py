import math

from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.pairs import Weights, pairs, weights
from beleidsgraaf.extract.skeleton import Mention, skeleton
from beleidsgraaf.ontology import PREDICATES

TEXT = "Het woord is aan Bakker, die namens de VVD spreekt, en aan Emmen."
MENTIONS = [Mention(17, 23, "Person", "e0"), Mention(39, 42, "Organisation", "e1"), Mention(59, 64, "Region", "e2")]


def test_only_pairs_that_may_stand_in_a_predicate() -> None:
    clauses = Clauses(skeleton(TEXT, [(0, len(TEXT))], MENTIONS))
    found = list(pairs(clauses, frozenset({"memberOf"})))
    assert [(p.first, p.second) for p in found] == [("⟨N#0⟩", "⟨O#1⟩")]


def test_features_mask_the_names() -> None:
    clauses = Clauses(skeleton(TEXT, [(0, len(TEXT))], MENTIONS))
    features = {f for p in pairs(clauses, frozenset({"memberOf"})) for f in p.features}
    assert "gb=namens" in features
    assert not any("bakker" in f.lower() or "vvd" in f.lower() for f in features)


def test_probability_is_logistic() -> None:
    model = Weights("memberOf", True, 0.5, {"a": 2.0, "b": -1.0})
    assert model.probability(["a", "b", "unknown"]) == 1 / (1 + math.exp(-1.0))
    assert model.probability(["a"] * 1000) <= 1.0


def test_shipped_weights_are_sound() -> None:
    found = weights()
    assert found
    for model in found:
        assert model.predicate in PREDICATES
        assert 0.5 <= model.threshold < 1
        assert all(math.isfinite(w) for w in model.weights.values())
