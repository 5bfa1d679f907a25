from playground_host.lesson import agrees, function

agrees(function("Value"), "a ** 2", "a ** 3", "a / b", "a / 2", "2 / a", "a ** -1")
