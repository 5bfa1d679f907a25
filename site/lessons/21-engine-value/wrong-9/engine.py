# says: engine-package
from micrograd.node import Node as Value
