#!/usr/bin/env python3
"""Follow the beats of a Chorus node, with Python's standard library alone.

    follower.py http://localhost:8080/api/v1 [http://other:8080/api/v1 ...]

The first node that answers is followed. Change on_beat, or import follow. Beats fire at their
instant: the offset of the node's clock is estimated, as NTP does it.
"""
import json
import math
import random
import sys
import time
import urllib.request

POLL = 1_000_000_000  # nanoseconds from one question to the next
COAST = 3_000_000_000  # for so long beats go on without an answer
WINDOW = 30_000_000_000  # of the questions of this time, the least round trip decides
STEP = 5_000_000  # a clock that differs by more than the round trips and this has stepped


def on_beat(number, missed):
    print("beat", number, "missed", missed, flush=True)


def ask(url, exchanges):
    """Where a node stands: beats, beats in a second, and the instant on time.monotonic_ns()."""
    asked = time.monotonic_ns()
    with urllib.request.urlopen(url + "/beat", timeout=1) as response:
        beat = json.loads(response.read(8192))
    answered = time.monotonic_ns()
    if beat["state"] != "running":
        raise ValueError("the node is " + beat["state"])
    sent = int(beat["sentNanos"])
    round_trip = answered - asked - (sent - int(beat["receivedNanos"]))
    offset = sent - answered + round_trip // 2
    exchanges[:] = [each for each in exchanges if answered - each[2] < WINDOW]
    if exchanges:
        least, expected, _ = min(exchanges)
        if abs(offset - expected) > (least + round_trip) // 2 + STEP:
            exchanges.clear()
    exchanges.append((round_trip, offset, answered))
    place = int(beat["number"]) + float(beat["phase"])
    return place, float(beat["frequencyHz"]), sent - min(exchanges)[1]


def follow(urls, act):
    last = current = known = None
    exchanges, problems, due = [], {}, 0
    while True:
        now = time.monotonic_ns()
        if now >= due:
            for url in urls:
                fresh = exchanges if url == current else []
                try:
                    known = ask(url, fresh)
                    current, exchanges = url, fresh
                    problems.pop(url, None)
                    break
                except (OSError, ValueError, KeyError, TypeError) as failure:
                    if problems.get(url) != str(failure):
                        problems[url] = str(failure)
                        print(url, "cannot be followed:", failure, file=sys.stderr)
            now = time.monotonic_ns()
            due = now + int(POLL * random.uniform(0.9, 1.0))
        wait = due - now
        if known and known[1] > 0 and now - known[2] < COAST:
            place, hertz, at = known
            beats = place + (now - at) / 1e9 * hertz
            number = math.floor(beats)
            if last is None:
                last = number  # it fired before this program came
            if number > last:  # never twice, never back, and one beat after a pause
                missed, last = number - last - 1, number
                act(number, missed)
            wait = min(wait, (max(number, last) + 1 - beats) / hertz * 1e9)
        time.sleep(max(0.0, wait / 1e9))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        follow(sys.argv[1:], on_beat)
    except KeyboardInterrupt:
        pass
