from playground_host.lesson import variable, wrong

answers = {"crawls": "B", "arrives": "C", "jumps": "A"}
for name in answers:
    if variable(name) not in ("A", "B", "C"):
        wrong("letter", name=name)
for name, right in answers.items():
    if variable(name) != right:
        wrong(name, guess=variable(name))
