# SPDX-License-Identifier: BSD-3-Clause
"""power_cut.py BOARD CUTS SEED: the power goes at an exact instruction while the NSPE changes records, CUTS times, spread
over all that a change does. The next boot finds each record with its old or its new value, and goes on from there."""
import random
import sys

import rig

RECORDS = 6
CUT_STATUS = 86
BEGIN, DONE = "MARK 0x40", "MARK 0x42"


def record_of(operation):
    return 1 + (operation * 5 + operation // 7) % RECORDS


def is_removal(operation):
    return operation % 11 == 10


def apply(records, operation):
    """The state after an operation: record -> the operation that wrote it."""
    changed = dict(records)
    if is_removal(operation):
        changed.pop(record_of(operation), None)
    else:
        changed[record_of(operation)] = operation
    return changed


def told(lines):
    """What the device says that it holds; None if it does not say it whole or says nonsense."""
    state = {}
    for line in lines:
        words = line.split()
        if len(words) != 4 or words[0] != "RECORD":
            continue
        if words[2] == "operation" and int(words[3]) >= 0:
            state[int(words[1])] = int(words[3])
        elif words[2:] != ["status", "-140"]:  # PSA_ERROR_DOES_NOT_EXIST
            return None
    return state if "RECORDS told" in lines else None


def run_until_cut(device, first, option, scratch):
    """Returns (whether the power went, lines, operations that ended before)."""
    marks = scratch / "marks"
    status, lines = rig.attack(device, "records", first, 1000, plugin=f"{rig.PLUGIN},out={marks},{option}", timeout=120)
    done = sum(line.startswith(DONE) for line in marks.read_text(encoding="utf-8").splitlines())
    return status == CUT_STATUS, lines, done


class Model:
    def __init__(self):
        self.possible = [{}]  # what the device may hold now
        self.next = 0         # the first operation that has not begun
        self.new_values = 0   # cuts after which an interrupted operation had taken effect
        self.interrupted = 0

    def check(self, checks, lines, where):
        state = told(lines)
        checks.expect(f"{where}: every record has its old or its new value, not {state}", state in self.possible,
                      [f"possible: {self.possible}", *lines[-12:]])
        if len(self.possible) == 2 and state is not None:
            self.interrupted += 1
            self.new_values += state == self.possible[1] != self.possible[0]
        self.possible = [state if state is not None else self.possible[0]]

    def ran(self, done):
        """`done` operations ended, the next one was interrupted."""
        state = self.possible[0]
        for _ in range(done):
            state = apply(state, self.next)
            self.next += 1
        self.possible = [state, apply(state, self.next)]
        self.next += 1


def totals(path, what):
    """The instruction counts at which a marker was seen."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [int(line.split("total=")[1].split()[0]) for line in lines if line.startswith(what)]


def near_an_end(device, first, dice, scratch):
    """A cut shortly before the end of one of the next changes, where they take effect: learnt from a copy of the device."""
    copy = rig.copy_device(device, scratch / "rehearsal")
    marks = scratch / "marks"
    rig.attack(copy, "records", first, 4, plugin=f"{rig.PLUGIN},out={marks}", timeout=120)
    ends = totals(marks, DONE)
    if len(ends) != 4:
        raise rig.Failed("the rehearsal did not end")
    return dice.choice(ends) - totals(marks, BEGIN)[0] - dice.randrange(1, 300)


def boot_length(device, scratch):
    """Instructions until the NSPE tells its records, and those of one change on average."""
    marks = scratch / "marks"
    rig.attack(device, "records", 0, 0, plugin=f"{rig.PLUGIN},out={marks}", timeout=120)
    if not totals(marks, BEGIN):
        raise rig.Failed("the begin marker was not reached")
    return totals(marks, BEGIN)[0]


def test(checks, board, scratch):
    cuts, seed = int(sys.argv[2]), int(sys.argv[3])
    device = rig.new_device(board, scratch)
    dice = random.Random(seed)
    booted = boot_length(device, scratch)
    model = Model()
    # Even steps over several changes' worth, so that no phase of a change is left out; the order mixed.
    spread = [1 + i * 30000 // cuts for i in range(cuts)]
    dice.shuffle(spread)
    for number, cut in enumerate(spread):
        in_boot = number % 10 == 9  # the mount and what it repairs are cut too
        if in_boot:
            cut_went, lines, done = run_until_cut(device, model.next, f"cut_after={booted - dice.randrange(1, 400000)}", scratch)
            checks.expect(f"cut {number}: the power went during the boot", cut_went and done == 0, lines[-8:])
            if told(lines) is not None:
                model.check(checks, lines, f"cut {number}, before")
            continue
        if number % 5 == 3:
            cut = near_an_end(device, model.next, dice, scratch)
        cut_went, lines, done = run_until_cut(device, model.next, f"cut={cut}", scratch)
        checks.expect(f"cut {number} at {cut}: the power went", cut_went, lines[-8:])
        model.check(checks, lines, f"cut {number} at {cut}, before")
        model.ran(done)
    status, lines = rig.attack(device, "records", model.next, 20, timeout=120)
    model.check(checks, lines, "at the end")
    checks.expect("the store still works", status == 0, lines[-8:])
    checks.expect("cuts fell before and after the instant at which a change takes effect",
                  3 <= model.new_values <= model.interrupted - 3 or cuts < 100)
    print(f"{cuts} cuts, {model.next} changes begun, {model.interrupted} interrupted, {model.new_values} of them with the new value")


if __name__ == "__main__":
    rig.main(test, at_least=2 * int(sys.argv[2]) - int(sys.argv[2]) // 10)
