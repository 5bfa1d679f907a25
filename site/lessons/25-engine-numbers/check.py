from playground_host.lesson import agrees, function

agrees(function("Value"), "a + b", "a * b", "2 + a", "2 * a", "-a", "a - b", "a - 2", "2 - a")
