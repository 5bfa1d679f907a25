"""Acts on a package as soon as a program has imported it."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    Act = Callable[[ModuleType], None]


class AfterImport(MetaPathFinder):
    """Call a function with a module, once it is imported.

    Args:
        acts: functions by the full name of a module.
    """

    def __init__(self, acts: dict[str, Act]) -> None:
        self._acts = acts

    def install(self) -> None:
        """Stand before the finders that find the packages, in place of an earlier one."""
        others = [each for each in sys.meta_path if not isinstance(each, AfterImport)]
        sys.meta_path[:] = [self, *others]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of `acts` by the finders behind this one."""
        act = self._acts.get(fullname)
        if act is None:
            return None
        for finder in sys.meta_path[sys.meta_path.index(self) + 1 :]:
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Acting(spec.loader, act)  # type: ignore[assignment]
                return spec
        return None


class _Acting:
    """A module's own loader, which then acts on the module, and leaves no trace in it."""

    def __init__(self, loader: Any, act: Act) -> None:
        self._loader = loader
        self._act = act

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._act(module)
