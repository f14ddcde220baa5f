"""Nodes as seen over REST, and what is measured of them. Python's own library only.

All nodes of one machine share the monotonic clock, so their phases can be compared at one instant.
"""

import base64
import cmath
import http.client
import json
import math
import threading
import time

TURN = 2 * math.pi


class Node:
    """One node's API."""

    def __init__(self, name, host, port=8080, password=None):
        self.name, self.host, self.port, self.password = name, host, port, password
        self.connection = None

    def call(self, method, path, body=None, timeout=5):
        """The status and the answer; an OSError if there is none."""
        headers = {}
        if body is not None:
            headers["Content-Type"] = "application/json"
            credentials = base64.b64encode(f"operator:{self.password}".encode()).decode()
            headers["Authorization"] = "Basic " + credentials
            body = json.dumps(body)
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read()
                if answer.will_close:
                    self.close()
                return answer.status, text
            except (OSError, http.client.HTTPException) as fault:
                self.close()
                # A kept connection that the other side has closed meanwhile says nothing yet.
                if fresh or attempt == 2:
                    raise OSError(f"{self.name}: {method} {path}: {fault!r}") from fault

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def get(self, path):
        status, text = self.call("GET", path)
        if status != 200:
            raise OSError(f"{self.name}: GET {path} answered {status}")
        return json.loads(text)

    def change(self, method, path, body):
        status, text = self.call(method, path, body)
        if status // 100 != 2:
            raise OSError(f"{self.name}: {method} {path} answered {status}: {text.decode()}")

    def ready(self):
        try:
            return self.call("GET", "/readyz", timeout=2)[0] == 200
        except OSError:
            return False


class Sample:
    """Phases at one instant, and how each node sees its peers."""

    def __init__(self, nodes):
        self.views = {}
        for node in nodes:
            try:
                self.views[node.name] = node.get("/api/v1/node")
            except OSError:
                pass
        self.at = time.monotonic_ns()
        self.phases = {
            name: view["phase"] + TURN * view["frequencyHz"] * (self.at - view["atNanos"]) / 1e9
            for name, view in self.views.items()
        }

    def mean(self, names=None):
        chosen = self.phases if names is None else {name: self.phases[name] for name in names}
        return sum(cmath.exp(1j * phase) for phase in chosen.values()) / len(chosen)

    def r(self):
        return abs(self.mean()) if self.phases else math.nan

    def spread(self):
        """The largest phase difference between two nodes."""
        middle = cmath.phase(self.mean())
        offsets = [math.remainder(phase - middle, TURN) for phase in self.phases.values()]
        return max(offsets) - min(offsets)

    def peers(self, *states):
        return sum(view["peers"][state] for view in self.views.values() for state in states)

    def everyone_hears_everyone(self, count):
        return len(self.views) == count and all(
            view["peers"]["live"] + view["peers"]["fading"] == count - 1 for view in self.views.values()
        )


def wait_for(what, condition, limit):
    """Seconds until the condition holds."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > limit:
            raise TimeoutError(f"{what}: not within {limit} s")
        time.sleep(0.05)
    return time.monotonic() - start


def watch(nodes, seconds, period=0.1):
    samples, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        samples.append(Sample(nodes))
        time.sleep(period)
    return samples


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Course:
    """The beat of some nodes before something happens, to tell how far it moves them."""

    def __init__(self, nodes, seconds=3):
        self.names = [node.name for node in nodes]
        samples = watch(nodes, seconds, 0.05)
        self.start = samples[0].at
        times = [(sample.at - self.start) / 1e9 for sample in samples]
        turns, last = [], None
        for sample in samples:
            phase = cmath.phase(sample.mean(self.names))
            if last is not None:
                phase = last + math.remainder(phase - last, TURN)
            turns.append(phase)
            last = phase
        t, p = sum(times) / len(times), sum(turns) / len(turns)
        self.rate = sum((x - t) * (y - p) for x, y in zip(times, turns)) / sum((x - t) ** 2 for x in times)
        self.origin = p - self.rate * t

    def moved(self, sample):
        expected = self.origin + self.rate * (sample.at - self.start) / 1e9
        return math.remainder(cmath.phase(sample.mean(self.names)) - expected, TURN)


class Client(threading.Thread):
    """Calls the nodes of its pool in turn, without a pause and without a second try, as one behind a load balancer."""

    def __init__(self, nodes):
        super().__init__(daemon=True)
        self.pool = {node.name: node for node in nodes}
        self.calls, self.failures, self.stopped = 0, [], False

    def run(self):
        while not self.stopped:
            for name, node in list(self.pool.items()):
                once = Node(name, node.host, node.port)
                try:
                    status, _ = once.call("GET", "/api/v1/node")
                    if status != 200:
                        self.failures.append(f"{name} answered {status}")
                except OSError as fault:
                    self.failures.append(str(fault))
                finally:
                    once.close()
                self.calls += 1
                time.sleep(0.005)

    def stop(self):
        self.stopped = True
        self.join()


class Watcher(threading.Thread):
    """The order parameter among those that are up, at all times."""

    def __init__(self, nodes):
        super().__init__(daemon=True)
        self.pool = {node.name: Node(node.name, node.host, node.port) for node in nodes}
        self.worst, self.stopped = 1.0, False

    def run(self):
        while not self.stopped:
            sample = Sample(list(self.pool.values()))
            # A joining node has no say yet, and does not count among those in step.
            sample.phases = {
                name: phase
                for name, phase in sample.phases.items()
                if name in self.pool and sample.views[name]["state"] == "running"
            }
            if len(sample.phases) > 1:
                self.worst = min(self.worst, sample.r())
            time.sleep(0.1)

    def stop(self):
        self.stopped = True
        self.join()


def rolling_restart(nodes, restart, drain, report, chosen=None):
    """Restarts node after node (of the chosen ones) under a client; `restart` returns when a node is started again."""
    chosen = chosen or nodes
    client, watcher = Client(nodes), Watcher(nodes)
    client.start()
    watcher.start()
    for node in chosen:
        # What a load balancer does when it hears that a node goes, and what it takes until all of it has heard.
        client.pool.pop(node.name)
        time.sleep(drain)
        watcher.pool.pop(node.name)
        restart(node)
        wait_for(f"{node.name} ready", node.ready, 90)
        client.pool[node.name] = node
        watcher.pool[node.name] = Node(node.name, node.host, node.port)
        wait_for("the mesh whole", lambda: Sample(nodes).everyone_hears_everyone(len(nodes)), 20)
    client.stop()
    watcher.stop()
    report.check(
        f"rolling restart of {len(chosen)} nodes, {client.calls} requests meanwhile: failed",
        len(client.failures), 0)
    for failure in client.failures[:3]:
        report.say(f"    {failure}")
    report.check("  lowest r among those that are up", watcher.worst, 0.99, at_least=True)


class Report:
    """What was measured, beside what was to be reached."""

    def __init__(self, title):
        self.failed = 0
        self.say(f"== {title}")

    def say(self, text):
        print(text, flush=True)

    def check(self, what, value, limit, at_least=False, unit=""):
        reached = value >= limit if at_least else value <= limit
        self.failed += not reached
        mark, sign = "ok  " if reached else "FAIL", "≥" if at_least else "≤"
        shown = f"{value:.4g}" if isinstance(value, float) else value
        self.say(f"{mark} {what}: {shown}{unit} ({sign} {limit}{unit})")

    def tell(self, what, value, unit=""):
        shown = f"{value:.4g}" if isinstance(value, float) else value
        self.say(f"     {what}: {shown}{unit}")
