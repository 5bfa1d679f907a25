"""Imports the modules beside a program's `main.py` from the files that the page sent.

Tracebacks and the origins of nodes use the files' plain names.
"""

from __future__ import annotations

import sys
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.util import spec_from_loader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType


class Modules(MetaPathFinder, InspectLoader):
    """Find modules among a program's files.

    Args:
        files: sources by file name; `engine.py` is the module `engine`.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def install(self) -> None:
        """Make imports look here first, as in a script's own folder.

        Modules from an earlier program's files are removed from `sys.modules`.
        """
        for name, module in list(sys.modules.items()):
            if isinstance(getattr(module, "__loader__", None), Modules):
                del sys.modules[name]
        others = [each for each in sys.meta_path if not isinstance(each, Modules)]
        sys.meta_path[:] = [self, *others]

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find a top-level module; modules of the package are not replaced here."""
        del path, target
        file = f"{fullname}.py"
        return spec_from_loader(fullname, self, origin=file) if file in self._files else None

    def get_source(self, fullname: str) -> str:
        """Return a module's text."""
        return self._files[f"{fullname}.py"]

    def get_code(self, fullname: str) -> CodeType:
        """Compile a module with its file's plain name."""
        return compile(self.get_source(fullname), f"{fullname}.py", "exec", dont_inherit=True)
