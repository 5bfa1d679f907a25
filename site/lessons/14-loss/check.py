from playground_host.lesson import close, node, variable, wrong

pairs = list(zip((p.data for p in variable("predictions", list)), (1, -1, -1, 1), strict=False))
right = sum((p - t) ** 2 for p, t in pairs)
loss = node("loss")
if close(loss.data, sum(p - t for p, t in pairs)):
    wrong("plain", value=loss.data)
if close(loss.data, sum(abs(p - t) for p, t in pairs)):
    wrong("absolute", value=loss.data)
if close(loss.data, right / 4):
    wrong("mean", value=loss.data)
if not close(loss.data, right):
    wrong("value", value=loss.data, right=right)
if not set(variable("mlp").parameters()) <= set(loss.topological_order()):
    wrong("apart")
