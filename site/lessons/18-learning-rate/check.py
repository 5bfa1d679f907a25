from playground_host.lesson import as_number, variable, wrong


def losses(name, curve):
    if isinstance(curve, str) or not hasattr(curve, "__iter__"):
        wrong("kind", name=name, wanted="list", found=type(curve).__name__)
    return [as_number(f"{name}[{i}]", loss) for i, loss in enumerate(curve)]


curves = {
    str(name): losses(f"curves[{name!r}]", curve)
    for name, curve in variable("curves", dict).items()
}
if len(curves) < 5:
    wrong("few", count=len(curves))


def letters(name):
    value = variable(name)
    found = value if isinstance(value, (list, tuple, set)) else [value]
    if isinstance(value, str):
        found = [each for each in value if each.isalnum()]
    found = {str(each).strip().upper() for each in found}
    if not found <= set(curves):
        wrong("letter", name=name, letters=", ".join(curves))
    return found


def falls(curve):
    return all(after < before for before, after in zip(curve, curve[1:], strict=False))


def rises(curve):
    return any(after > before for before, after in zip(curve, curve[1:], strict=False))


lowest = min(curve[-1] for curve in curves.values())
groups = {
    "crawls": {name for name, each in curves.items() if each[-1] > each[0] / 2 and falls(each)},
    "arrives": {name for name, each in curves.items() if each[-1] == lowest},
    "jumps": {name for name, each in curves.items() if rises(each)},
}
guesses = {name: letters(name) for name in groups}
for name, right in groups.items():
    for letter in sorted(guesses[name] - right):
        wrong(name, letter=letter, first=curves[letter][0], last=curves[letter][-1])
    if right - guesses[name]:
        wrong(
            f"{name}-more" if name != "arrives" else "letter", name=name, letters=", ".join(curves)
        )
