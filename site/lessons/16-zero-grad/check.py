import random

from micrograd.neuron import MLP
from micrograd.node import Node
from playground_host.lesson import close, function, network, passes_again, program, wrong

train_round = function("train_round")
parameters = network().parameters()


def one_round(data, grads):
    """Take a round from there: what it returns, and each pass's loss, grads after it, and shares."""
    for p, number, grad in zip(parameters, data, grads, strict=True):
        p.data, p.grad = number, grad
    passes = []
    backward = Node.backward

    def seen(loss):
        before = [p.grad or 0.0 for p in parameters]
        backward(loss)
        after = [p.grad for p in parameters]
        shares = [new - old for new, old in zip(after, before, strict=True)]
        passes.append((loss.data, after, shares))

    Node.backward = seen
    try:
        result = train_round(network())
    finally:
        Node.backward = backward
    return result, passes


def state():
    return [p.data for p in parameters], [p.grad for p in parameters]


def beginning():
    """Return the parameters that the lesson's program begins with: what is told, it can print."""
    random.seed(1)
    usual = MLP(1, [1], activation="linear").parameters()
    if len(usual) == len(parameters):
        return [p.data for p in usual]
    return [0.5 - 0.1 * i for i in range(len(parameters))]


def examine():
    start, zeros = [0.5 - 0.1 * i for i in range(len(parameters))], [0.0] * len(parameters)
    result, passes = one_round(start, zeros)
    data, _ = state()
    rate = rate_of([new - old for new, old in zip(data, start, strict=True)], passes)
    value, loss = getattr(result, "data", result), passes[0][0]
    if not isinstance(value, (int, float)) or not close(value, loss):
        wrong("result")
    examine_rounds(start, loss, rate)


def rate_of(moved, passes):
    """Return the learning rate that a round's steps were taken with."""
    if not passes:
        wrong("nopass")
    if not any(moved):
        wrong("other" if any(p.grad for p in parameters) else "late")
    if len(passes) > 1:
        wrong("twice", count=len(passes))
    _, _, shares = passes[0]
    if not all(way or not share for way, share in zip(moved, shares, strict=True)):
        if any(p.grad for p, way in zip(parameters, moved, strict=True) if not way):
            wrong("part", count=sum(map(bool, moved)), total=len(moved))
        wrong("half")
    rates = [-way / share for way, share in zip(moved, shares, strict=True) if share]
    if not rates[0] > 0.0 or not all(close(rate, rates[0]) for rate in rates):
        wrong("other")
    return rates[0]


def examine_rounds(start, loss, rate):
    """Look at what a round finds of the one before, and how the loss goes on."""
    *second, _, _ = second_round(start)
    is_whole = close_all(*second)
    other, outputs = passes_again()
    losses = rounds_of(beginning()) if is_whole else [each.data for each in outputs]
    if not is_whole and not is_cleared_outside(losses, loss):
        *_, found, right = second_round(beginning())
        wrong("stale", found=found[0], right=right[0])
    if other is not None and len(outputs) < 2:
        wrong("once", count=len(outputs))
    if outputs[1:] and not leaves_of(outputs[0]) & leaves_of(outputs[1]):
        wrong("anew")
    if losses[1:] and losses[1] == losses[0] > 0.0:
        wrong("same", loss=losses[0])
    for number, (before, after) in enumerate(zip(losses, losses[1:], strict=False), start=1):
        if not after <= before + 1e-6:
            wrong("rises", number=number, before=before, after=after, rate=rate)


def rounds_of(data):
    """Take the lesson's rounds from there, until the loss has grown, and return the losses."""
    losses, grads = [], [0.0] * len(parameters)
    while len(losses) < 30 and (not losses or losses[-1] <= losses[0]):
        _, passes = one_round(data, grads)
        losses.append(passes[0][0])
        data, grads = state()
    return losses


def second_round(start):
    """Take two rounds: the parameters after it, as they should be, its gradients, its shares."""
    zeros = [0.0] * len(parameters)
    one_round(start, zeros)
    data, grads = state()
    _, passes = one_round(data, grads)
    second, _ = state()
    _, clean = one_round(data, zeros)
    right, _ = state()
    return second, right, passes[0][1], clean[0][2]


def leaves_of(output):
    return {each for each in output.topological_order() if not each._prev}


def close_all(one, other):
    return all(close(a, b) for a, b in zip(one, other, strict=True))


def is_cleared_outside(losses, untrained):
    """Tell whether the program sets the gradients to 0 around train_round."""
    _, passes = one_round(*left)
    has_trained = len(losses) > 1 or passes[0][0] < untrained / 10
    return has_trained and "stale-gradients" not in program.advice


left = state()
try:
    examine()
finally:
    for p, number, grad in zip(parameters, *left, strict=True):
        p.data, p.grad = number, grad
