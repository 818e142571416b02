# SPDX-License-Identifier: BSD-3-Clause
"""conformance.py BOARD SYSTEM...: the tests of tests/conformance, built as partitions from outside the repository. One run of
the emulator does all of a system: after a PROGRAMMER ERROR the device resets and goes on by itself with the next test."""
import os
import re
import struct
import sys
import tempfile
import time
from pathlib import Path

import rig
import steps
from device import Device

ROOT = Path(__file__).resolve().parents[1] / "conformance"

BEGIN, PASSED, FAILED, RESET = "begins", "passed", "failed at line", "was ended by a reset"
END = "[APP] conformance ends"
LINE = re.compile(r"\[APP\] test (\w+) (.*)")
FAULT = re.compile(r"\[SPM\] FAULT: (partition (?P<name>\w+) \(\d+\)|(?P<ns>the non-secure side)|the SPM itself) (?P<what>.*)")
NON_SECURE = "the non-secure side"

# ---- how a test must end: not here, it passes; here, one FAULT report begins with these words about its partition ----
PANIC = r"called psa_panic\(\)"
MESSAGE = "used a message handle that is not its current message's"
NO_REQUEST = "asked for the vectors of a message that has none"
INDEX = "named a vector above PSA_MAX_IOVEC"
BUFFER = "gave a buffer that is not its memory"
TOO_MUCH = "wrote more than the client's vector holds"
RHANDLE = "set an rhandle where there is no connection"
CONNECT_REPLY = "answered a connect request with a wrong status"
HANDLE = "called a service with a handle that it may not use"
TYPE = "called a service with a negative type"
COUNT = "called a service with too many vectors"
VECTORS = "called a service with vectors that are not its memory"
MALFORMED = "sent a request that the service found malformed"
SERVICE = "asked for a service that is not in its dependencies"
MODEL = "called a function that its model does not have"
SIGNAL = "named a signal that is not (one of its own|asserted)"
NOT_ASSERTED = "named a signal that is not asserted"
NO_INTERRUPT = "named a signal that is not such an interrupt's"
NO_PARTITION = "notified a partition that does not exist"
MAPPING = "mapped or used a vector in a way that it does not allow"
RETURNED = "returned from its entry point"
READ, WROTE = (f"{word} memory that it has no right to" for word in ("read", "wrote"))
EXECUTED = "executed memory that (is not for code|it has no right to)"
OVERFLOWED = "overflowed its stack"
FLIH_RESULT = "returned a wrong result from an interrupt handler"
FLIH_FUNCTION = "asked the SPM for something that does not exist"
WATCHDOG = "raised an exception that it has no handler for"  # it asks by an NMI first

ENDS = {
    SERVICE: "client_connect_unknown client_connect_unlisted client_connect_strict_older client_connect_strict_newer "
             "client_connect_relaxed_newer client_connect_unspecified client_connect_zero client_connect_stateless",
    HANDLE: "client_call_null_handle client_call_bad_handle client_call_closed_handle client_call_message_handle "
            "client_call_foreign_handle client_call_unlisted client_call_version client_close_bad client_close_closed "
            "client_close_stateless sfn_call_unlisted",
    TYPE: "client_call_negative_type",
    COUNT: "client_call_five_inputs client_call_five_outputs client_call_five_both client_call_huge_count",
    VECTORS: "client_call_input_null client_call_input_wraps client_call_input_spm client_call_output_null client_call_output_code "
             "client_call_output_spm client_call_output_server",
    READ: "client_call_inputs_null client_call_outputs_null client_read_spm client_read_server_heap client_read_sfn_stack "
          "server_read_nspe server_read_driver_data server_read_driver_stack server_read_driver_heap server_read_driver_mmio "
          "server_read_client_data sfn_read_driver_data sfn_read_client_stack driver_read_client_data",
    WROTE: "client_call_outputs_code client_write_server_data client_write_server_stack client_write_server_heap "
           "client_write_sfn_data client_write_sfn_mmio server_write_code server_write_spm server_write_driver_data "
           "server_write_driver_stack server_write_driver_heap server_write_driver_mmio server_write_client_stack "
           "driver_write_code driver_write_spm sfn_write_spm sfn_write_server_heap",
    MALFORMED: "client_call_dropped",
    PANIC: "client_heap_none server_panic server_heap_double_free server_heap_wild_free server_heap_overflow driver_panic "
           "sfn_panic sfn_flih_panic",
    SIGNAL: "server_wait_nothing server_wait_unassigned server_get_nothing server_get_two server_get_unassigned "
            "server_get_doorbell server_get_not_asserted driver_get_interrupt sfn_wait_no_interrupt",
    BUFFER: "server_get_null server_get_code server_read_buffer_null server_read_buffer_code server_read_buffer_spm "
            "server_write_buffer_null server_write_buffer_spm",
    MESSAGE: "server_read_null_handle server_read_bad_handle server_read_replied_handle server_skip_bad_handle "
             "server_write_bad_handle server_write_replied_handle server_rhandle_bad_handle server_rhandle_replied "
             "server_reply_null_handle server_reply_bad_handle server_reply_twice sfn_read_bad_handle mapped_input_bad_handle",
    INDEX: "server_read_index server_skip_index server_write_index sfn_read_index mapped_input_index mapped_unmap_input_index "
           "mapped_output_index",
    NO_REQUEST: "server_read_connect server_skip_connect server_write_connect sfn_connect_read mapped_input_connect",
    TOO_MUCH: "server_write_too_much server_write_again_too_much server_write_absent sfn_write_too_much mapped_unmap_output_length",
    RHANDLE: "server_rhandle_stateless sfn_rhandle_stateless",
    CONNECT_REPLY: "server_reply_connect_status server_reply_connect_error sfn_connect_status",
    NO_PARTITION: "server_notify_unknown server_notify_zero server_notify_client server_notify_sfn",
    NOT_ASSERTED: "server_clear driver_eoi_not_asserted driver_eoi_twice sfn_reset_not_asserted",
    NO_INTERRUPT: "server_eoi_service server_eoi_doorbell server_irq_enable server_irq_disable server_reset_signal driver_eoi_service "
                  "driver_eoi_none driver_eoi_two driver_enable_service driver_reset_signal sfn_eoi sfn_reset_two "
                  "sfn_enable_unassigned sfn_disable_none",
    MAPPING: "server_map mapped_input_twice mapped_input_again mapped_input_empty mapped_input_absent mapped_input_after_read "
             "mapped_input_after_skip mapped_read_after_map mapped_skip_after_unmap mapped_unmap_input_unmapped "
             "mapped_unmap_input_twice mapped_output_twice mapped_output_absent mapped_output_after_write mapped_write_after_map "
             "mapped_unmap_output_unmapped mapped_unmap_output_twice",
    RETURNED: "server_return",
    EXECUTED: "server_execute_stack server_execute_heap",
    OVERFLOWED: "server_overflow_stack",
    MODEL: "sfn_get sfn_reply sfn_notify sfn_clear",
    FLIH_RESULT: "sfn_flih_result",
    FLIH_FUNCTION: "sfn_flih_call sfn_flih_wait",
    WATCHDOG: "driver_watchdog",
    "(read|touched) secure memory": "ns_call_vector_array",
}
ERRORS = {name: words for words, names in ENDS.items() for name in names.split()}

# ---- what only holds from an isolation level on ----
LEVEL = {
    2: "client_call_input_spm client_call_output_spm client_read_spm server_read_buffer_spm server_write_buffer_spm server_write_spm "
       "server_read_nspe server_read_driver_data server_write_driver_data server_read_driver_stack server_write_driver_stack "
       "server_read_driver_heap server_write_driver_heap server_read_driver_mmio server_write_driver_mmio sfn_write_spm "
       "sfn_read_driver_data client_write_sfn_mmio",
    3: "client_call_output_server client_read_server_heap client_write_server_data client_write_server_stack "
       "client_write_server_heap client_write_sfn_data client_read_sfn_stack server_read_client_data server_write_client_stack "
       "sfn_write_server_heap sfn_read_client_stack",
}
UNPRIVILEGED = {"driver_write_spm", "driver_read_client_data"}  # only where the PSA RoT is, too
LEVELS = {name: level for level, names in LEVEL.items() for name in names.split()}


def all_tests():
    """(name, the partition that runs it or None), in the harness's order."""
    text = (ROOT / "tests.h").read_text(encoding="utf-8")
    return [(name, None if where == "NS" else f"CONF_{where}")
            for where, names in re.findall(r"#define (\w+)_TESTS\(X\)((?:.*\\\n)+.*)", text) if where != "ALL"
            for name in re.findall(r"X\((\w+)\)", names)]


def partitions(system):
    """Mapped vectors need a privileged partition."""
    mapped = "CONFIG_SPM_MM_IOVEC=y" in steps.system_file(system).read_text(encoding="utf-8").splitlines()
    return [ROOT / name for name in ("client", "server", "driver", "sfn", *(["mapped"] if mapped else []))]


def configuration(board):
    text = (steps.folder(board, "spe") / "generated" / ".config").read_text(encoding="utf-8")
    return dict(re.findall(r"^CONFIG_(\w+)=(.*)$", text, re.M))


def selected_tests(tests, config):
    """The numbers of those that this system has to pass. CONFORMANCE=REGEX in the environment: of those names only."""
    level = int(config["SPM_ISOLATION_LEVEL"])
    only = re.compile(os.environ.get("CONFORMANCE", ""))

    def holds(name):
        if name.startswith("mapped_"):
            return config.get("SPM_MM_IOVEC") == "y"
        if name in UNPRIVILEGED:
            return config.get("SPM_UNPRIVILEGED_PSA_ROT") == "y"
        return LEVELS.get(name, 1) <= level

    return [number for number, (name, _) in enumerate(tests) if only.search(name) and holds(name)]


def command(selected, spm):
    words = [0] * 12
    for number in selected:
        words[number // 32] |= 1 << number % 32
    return struct.pack("<8sII12I", b"RDCONFRM", int.from_bytes(os.urandom(4), "little"), spm, *words)


def new_device(board, scratch):
    with rig.building(board):
        steps.build_secure(board, steps.SYSTEM)
        app = steps.build_nonsecure(board, ROOT / "nspe", "conformance") / "conformance.bin"
    device = Device(board, Path(scratch) / steps.SYSTEM)
    device.path.mkdir(parents=True)
    device.make_keys()
    device.provision(device.sign("spe", rig.spe(board)), device.sign("nspe", app))
    return device


def run(device, selected, timeout):
    spm = rig.symbol(steps.folder(device.board, "spe") / "spe.elf", "redoubt_spm")
    with tempfile.NamedTemporaryFile(dir=device.path, suffix=".command") as file:
        file.write(command(selected, spm))
        file.flush()
        return device.run(challenge=file.name, timeout=timeout, reboot=True, stop_at=(END,))


def by_test(lines):
    """{name: (how it ended, the SPM's lines since it began)}"""
    ended, name, reports = {}, None, []
    for line in lines:
        match = LINE.match(line)
        if match and match[2] == BEGIN:
            name, reports = match[1], []
        elif match:
            ended[match[1]] = (match[2], reports)
            name = None
        elif name and line.startswith("[SPM] FAULT"):
            reports.append(line)
    if name:
        ended.setdefault(name, ("the last line", reports))
    return ended


def is_right(name, partition, how, reports):
    if name not in ERRORS:
        return how == PASSED and not reports
    fault = FAULT.fullmatch(reports[0]) if len(reports) == 1 else None
    who = fault and (fault["name"] or fault["ns"])
    return how == RESET and fault is not None and who == (partition or NON_SECURE) and re.match(ERRORS[name], fault["what"]) is not None


def check_readme(checks, tests):
    """Its table has every test."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:ns|client|server|driver|sfn|mapped)_\w+)`", text))
    names = {name for name, _ in tests}
    checks.expect("README.md names every test", names <= named, sorted(names - named))
    checks.expect("and no other", named <= names, sorted(named - names))
    expected = set(ERRORS) | set(LEVELS)
    checks.expect("every expectation is one of a test", expected <= names, sorted(expected - names))


def test(checks, board, scratch):
    tests = all_tests()
    check_readme(checks, tests)
    for steps.SYSTEM in sys.argv[2:]:
        steps.PARTITIONS = partitions(steps.SYSTEM)
        device = new_device(board, scratch)
        selected = selected_tests(tests, configuration(board))
        began = time.monotonic()
        _, lines = run(device, selected, timeout=240)
        took = time.monotonic() - began
        ended = by_test(lines)
        for number in selected:
            name, partition = tests[number]
            if name not in ended:  # what stopped all is the last test's matter
                continue
            how, reports = ended[name]
            checks.expect(f"{steps.SYSTEM}: {name}: {partition or NON_SECURE}: {ERRORS.get(name, 'passes')}",
                          is_right(name, partition, how, reports), [how, *reports])
        checks.expect(f"{steps.SYSTEM}: all tests were run to the end", END in lines and len(ended) == len(selected),
                      [f"{len(ended)} of {len(selected)} tests", *lines[-20:]])
        resets = sum(name in ERRORS for name, _ in (tests[number] for number in selected))
        print(f"{steps.SYSTEM} on {board}: {len(selected)} tests, {resets} of them with a reset, {took:.0f} s")


if __name__ == "__main__":
    rig.main(test, at_least=90 if "CONFORMANCE" not in os.environ else 1)
