# says: engine-package
import micrograd.engine

Value = type("Value", (micrograd.engine.Value,), {})
