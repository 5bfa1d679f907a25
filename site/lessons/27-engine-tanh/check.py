from playground_host.lesson import agrees, function

agrees(function("Value"), "a.tanh()", "a * b", "a + b")
