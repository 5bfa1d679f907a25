"""Networks side by side with PyTorch, and losses that share what they are made of."""

from __future__ import annotations

import pytest

from micrograd.node import Node
from tests.engine import networks
from tests.engine.record_torch import network_rows, recorded

RECORDED = recorded()["networks"]
ACTIVATIONS = list(networks.ACTIVATIONS)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_hundred_rounds_end_at_pytorch_s_parameters(activation: str) -> None:
    theirs = RECORDED[f"training, {activation}"]

    assert networks.our_training(activation) == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_network_fed_one_node_three_times_adds_up_its_gradients(activation: str) -> None:
    theirs = RECORDED[f"one input thrice, {activation}"]

    assert networks.our_one_input_thrice(activation) == pytest.approx(theirs, rel=1e-12)


def test_two_losses_that_share_a_node_add_up_in_the_leaves_as_with_a_retained_graph() -> None:
    assert networks.two_losses(Node) == pytest.approx(RECORDED["two losses"], rel=1e-12)


def test_the_recorded_networks_are_what_the_installed_pytorch_computes() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; its recording is used")
    live = network_rows(torch)

    assert live.keys() == RECORDED.keys()
    for name, numbers in live.items():
        assert numbers == pytest.approx(RECORDED[name], rel=1e-12), name
