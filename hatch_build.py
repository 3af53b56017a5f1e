"""Compiles the shim that speeds up the reading of PDF files, where there is a C compiler; without one all still works.

The build of a wheel calls it (`[tool.hatch.build]`), and `make`; or by hand: python hatch_build.py. The compiler is
that which `CC` names, or `cc`. See docs/decisions/008-a-shim-in-c.md.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # called by hand
    BuildHookInterface = object

FOLDER = Path("src/firsthand/documents/pdf")
SUFFIXES = {"win32": ".dll", "darwin": ".dylib"}
FLAGS = ("-std=c99", "-O2", "-shared", "-fPIC", "-fvisibility=hidden", "-ffp-contract=off")
"""Sums and products are rounded one by one, as Python rounds them, so that both ways of reading give the same."""


def compile_shim(root: Path, folder: Path | None = None) -> Path | None:
    """The compiled shim, made beside its source or elsewhere; None, and a line on why, where it can't be made."""
    command = shlex.split(os.environ.get("CC", "cc"))
    target = (folder or root / FOLDER) / f"shim{SUFFIXES.get(sys.platform, '.so')}"
    if not command or shutil.which(command[0]) is None:
        print("There is no C compiler, so PDF files will be read without the shim: slower, and just as well.")
        return None
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        subprocess.run([*command, *FLAGS, "-o", str(fresh), str(root / FOLDER / "shim.c")], check=True, timeout=120)
        fresh.replace(target)
    except (OSError, subprocess.SubprocessError) as failure:
        print(f"The shim was not compiled, so PDF files will be read without it: slower, and just as well. ({failure})")
        return None
    finally:
        fresh.unlink(missing_ok=True)
    return target


class CustomBuildHook(BuildHookInterface):
    """Puts the compiled shim into the wheel, which is then for one kind of machine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is built; `version` is "editable" where the sources stay in their place."""
        library = compile_shim(Path(self.root))
        if library is None or version == "editable":
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["artifacts"].append(str(FOLDER / library.name))


if __name__ == "__main__":
    compile_shim(Path(__file__).parent)
