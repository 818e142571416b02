#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""Turns the Kconfig tree and a system's defconfig into DIR/.config and DIR/config.cmake.

Every symbol of the tree is in both files, so that code may name any of them. A line of the defconfig that has no effect
is an error: an unknown symbol, a value outside its range, a dependency that is not met."""
import argparse
import os
import re
import sys
from pathlib import Path

import kconfiglib

ASSIGNMENT = re.compile(r"(?:CONFIG_(\w+)=(.*)|# CONFIG_(\w+) is not set)\s*")
NUMBERS = (kconfiglib.INT, kconfiglib.HEX)


class ConfigError(Exception):
    """One sentence with file and line for each thing that is wrong."""


def assignments(defconfig):
    """Yields (line number, symbol name, value as written) of a defconfig; other lines than comments are refused."""
    for number, line in enumerate(defconfig.read_text(encoding="utf-8").splitlines(), 1):
        match = ASSIGNMENT.fullmatch(line)
        if match:
            yield number, match[1] or match[3], match[2].strip() if match[1] else "n"
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ConfigError(f"{defconfig}:{number}: this is no CONFIG_NAME=value: {line.strip()}")


def why_without_effect(symbol, wanted):
    """The reason in words why `wanted` did not become the symbol's value."""
    if symbol.orig_type == kconfiglib.BOOL and wanted not in ("y", "n"):
        return f"CONFIG_{symbol.name}={wanted} must be y or n"
    if symbol.visibility == 0:
        if not any(node.prompt for node in symbol.nodes):
            return f"CONFIG_{symbol.name} is set by others and cannot be chosen"
        return f"CONFIG_{symbol.name} needs {kconfiglib.expr_str(symbol.direct_dep)}"
    for low, high, condition in symbol.ranges:
        if kconfiglib.expr_value(condition):
            return f"CONFIG_{symbol.name}={wanted} is not between {low.str_value} and {high.str_value}"
    if symbol.orig_type == kconfiglib.BOOL:
        return f"CONFIG_{symbol.name}={wanted} is impossible: other symbols select it"
    return f"CONFIG_{symbol.name} does not take the value {wanted}"


def same_value(symbol, wanted):
    if symbol.orig_type == kconfiglib.STRING:
        return f'"{kconfiglib.escape(symbol.str_value)}"' == wanted
    if symbol.orig_type in NUMBERS:
        try:
            return int(symbol.str_value, 0) == int(wanted, 0)
        except ValueError:
            return False
    return symbol.str_value == wanted


def check_effects(config, defconfig):
    errors, seen = [], {}
    for number, name, wanted in assignments(defconfig):
        symbol = config.syms.get(name)
        if symbol is None or not symbol.nodes:
            errors.append(f"{defconfig}:{number}: CONFIG_{name} is not known")
        elif name in seen:
            errors.append(f"{defconfig}:{number}: CONFIG_{name} was set before, in line {seen[name]}")
        elif not same_value(symbol, wanted):
            errors.append(f"{defconfig}:{number}: {why_without_effect(symbol, wanted)}")
        seen.setdefault(name, number)
    if errors:
        raise ConfigError("\n".join(errors))


def load(kconfig, defconfig, board):
    os.environ.update(srctree=str(kconfig.parent), REDOUBT_BOARD=board, REDOUBT_SYSTEM=defconfig.stem)
    config = kconfiglib.Kconfig(str(kconfig), warn_to_stderr=False)
    tree_warnings = list(config.warnings)
    if tree_warnings:
        raise ConfigError("\n".join(tree_warnings))
    config.load_config(str(defconfig))
    check_effects(config, defconfig)
    if config.warnings:  # what the checks above did not say in better words
        raise ConfigError("\n".join(config.warnings))
    return config


def dotconfig_line(symbol):
    value = symbol.str_value
    if symbol.orig_type == kconfiglib.BOOL:
        return f"CONFIG_{symbol.name}=y" if value == "y" else f"# CONFIG_{symbol.name} is not set"
    if symbol.orig_type == kconfiglib.STRING:
        return f'CONFIG_{symbol.name}="{kconfiglib.escape(value)}"'
    return f"CONFIG_{symbol.name}={value or '0'}"


def cmake_line(symbol):
    value = symbol.str_value
    if symbol.orig_type in NUMBERS:
        value = value or "0"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return f'set(CONFIG_{symbol.name} "{escaped}")'


def write_if_changed(path, lines):
    text = "\n".join(lines) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def write(config, out):
    out.mkdir(parents=True, exist_ok=True)
    symbols = config.unique_defined_syms
    write_if_changed(out / ".config", ["# Made by tools/kconfig.py."] + [dotconfig_line(s) for s in symbols])
    files = ";".join(str(Path(config.srctree, name).resolve()) for name in config.kconfig_filenames)
    write_if_changed(out / "config.cmake", ["# Made by tools/kconfig.py.", f'set(REDOUBT_KCONFIG_FILES "{files}")']
                     + [cmake_line(s) for s in symbols])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kconfig", type=Path, required=True, help="the root Kconfig")
    parser.add_argument("--defconfig", type=Path, required=True, help="the system: systems/NAME.config")
    parser.add_argument("--set-board", required=True, metavar="NAME", help="the board's name")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for .config and config.cmake")
    options = parser.parse_args()
    for path in (options.kconfig, options.defconfig):
        if not path.is_file():
            parser.error(f"{path} does not exist")
    try:
        write(load(options.kconfig.resolve(), options.defconfig, options.set_board), options.out)
    except (ConfigError, kconfiglib.KconfigError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
