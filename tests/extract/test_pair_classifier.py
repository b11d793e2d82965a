"""Pairs of names, their features, and the weights that we ship."""

import numpy as np
from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.name_features import NameFeatures, holds
from beleidsgraaf.extract.pair_classifier import Pair, Weights, allowed_together, pairs, weights
from beleidsgraaf.extract.skeleton import Mention, skeleton
from beleidsgraaf.ontology import PREDICATES

TEXT = "Het woord is aan Bakker, die namens de VVD spreekt, en aan Emmen."
MENTIONS = [Mention(17, 23, "Person", "e0"), Mention(39, 42, "Organisation", "e1"), Mention(59, 64, "Region", "e2")]
NUMBERS = {name: n for n, name in enumerate(PREDICATES)}


def found(text: str, mentions: list[Mention]) -> list[Pair]:
    return list(pairs(Clauses(skeleton(text, [(0, len(text))], mentions)), NameFeatures(text, mentions)))


def test_only_pairs_that_may_stand_in_a_predicate() -> None:
    for pair in found(TEXT, MENTIONS):
        assert pair.allowed
        if NUMBERS["memberOf"] in pair.allowed:
            assert (pair.subject, pair.object) == ("⟨N#0⟩", "⟨O#1⟩")


def test_features_mask_the_names_between() -> None:
    features = {f for p in found(TEXT, MENTIONS) for f in p.features}
    assert ">m=namens" in features
    assert not any("bakker" in f for f in features)


def test_a_member_of_a_list_is_like_the_first() -> None:
    text = "De Dienst Bodem bestaat uit: afdeling Klei; afdeling Veen; afdeling Zand."
    names = ("Dienst Bodem", "afdeling Klei", "afdeling Veen", "afdeling Zand")
    mentions = [Mention(text.index(n), text.index(n) + len(n), "Organisation", n) for n in names]
    at = {(p.subject, p.object): set(p.features) for p in found(text, mentions)}
    first, last = at["⟨O#1⟩", "⟨O#0⟩"], at["⟨O#3⟩", "⟨O#0⟩"]
    assert "<mid=bestaat_uit_:" in first & last
    assert "<runR" in last - first


def test_members_of_one_unit_may_only_stand_in_a_symmetric_relation() -> None:
    assert [n for name, n in NUMBERS.items() if PREDICATES[name].symmetric] == list(allowed_together("OR"))
    assert allowed_together("P") == ()


def test_probability_is_logistic() -> None:
    model = Weights(["<a", "b"], np.array([[200], [-100]], dtype=np.int16), 100.0, (0.5,))
    pair = Pair("⟨N#0⟩", "⟨O#1⟩", 0, False, "<", ["a", "unknown"], ["b"], (0,))
    assert np.isclose(model.probabilities(pair)[0], 1 / (1 + np.exp(-1.0)))
    assert model.probabilities(pair._replace(shared=["a"] * 1000))[0] <= 1.0
    assert model.probabilities(pair._replace(order=">"))[0] < 0.5


def test_shipped_weights_are_sound() -> None:
    model = weights()
    assert len(model.thresholds) == len(PREDICATES) == model.matrix.shape[1]
    assert all(0.4 <= threshold < 1 for threshold in model.thresholds)
    assert model.matrix.any(axis=0).all()


def test_a_name_holds_a_place_as_whole_words() -> None:
    assert holds("Omgevingsvisie Drenthe", "provincie Drenthe")
    assert not holds("Emmense Woonvisie", "Emmen")
    assert not holds("Emmen", "Emmen")
