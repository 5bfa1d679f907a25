from playground_host.lesson import close, node, wrong

y = node("y")
if not close(y.data, 4.0):
    wrong("value", value=y.data)
if not {node("a"), node("b"), node("c")} <= set(y.topological_order()):
    wrong("apart")
