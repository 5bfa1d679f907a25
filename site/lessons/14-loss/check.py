from playground_host.lesson import close, network, node, numbers, wrong

loss, predictions, targets = node("loss"), numbers("predictions"), numbers("targets")
if len(predictions) != len(targets):
    wrong("few", predictions=len(predictions), targets=len(targets))
pairs = list(zip(predictions, targets, strict=True))
squares = [(p - t) ** 2 for p, t in pairs]
right = sum(squares)
if not close(loss.data, right):
    plain = sum(p - t for p, t in pairs)
    if close(abs(loss.data), abs(plain)):
        wrong("plain", value=loss.data)
    if close(loss.data, plain**2):
        wrong("outside", value=loss.data)
    if close(loss.data, sum(abs(p - t) for p, t in pairs)):
        wrong("absolute", value=loss.data)
    if close(loss.data, right / len(pairs)):
        wrong("mean", value=loss.data)
    if close(loss.data, sum((p - t) ** 2 for p in predictions for t in targets)):
        wrong("crossed", value=loss.data, count=len(predictions) * len(targets))
    if any(close(loss.data, square) for square in squares):
        wrong("single", value=loss.data)
    if close(loss.data, right**0.5):
        wrong("root", value=loss.data)
    wrong("value", value=loss.data, right=right)
reached = {id(each) for each in loss.topological_order()}
if not all(id(p) in reached for p in network().parameters()):
    wrong("apart")
