# says: engine-package
from micrograd.engine import *
