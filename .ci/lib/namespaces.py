"""One node process in each of six network namespaces, joined by a bridge in a seventh.

Started by .ci/networks in namespaces of its own for network, mounts and processes: when this process ends, however it ends, the
nodes and their network are gone.
"""

import math
import os
import pathlib
import secrets
import signal
import subprocess
import sys
import time

from mesh import Course, Node, Report, Sample, quantile, rolling_restart, wait_for, watch

LONG = os.environ.get("LONG") == "1"
JAR = sys.argv[1]
JAVA = os.environ.get("JAVA", "java")
WORK = pathlib.Path(os.environ["WORK"])
KEY, PASSWORD = secrets.token_hex(16), secrets.token_hex(16)
COUPLING = 2.5
# ω spread over ±1 %, so that the nodes do not merely coast; the sixth has their mean.
FREQUENCIES = [0.99, 0.995, 1.0, 1.005, 1.01, 1.0]
ADDRESSES = [f"10.77.0.{11 + i}" for i in range(6)]


def run(*command, **options):
    subprocess.run(command, check=True, **options)


def within(i, *command, **options):
    run("ip", "netns", "exec", f"node{i + 1}", *command, **options)


def nft(i, *rules):
    """Replaces the rules by which a node's namespace drops what arrives."""
    lines = [
        "table ip test {}", "delete table ip test",
        "table ip test {", "chain arriving {", "type filter hook input priority 0", *rules, "}", "}", ""]
    within(i, "nft", "-f", "-", input="\n".join(lines), text=True)


def lose(i, percent):
    """A frame has the gossip port on one side only, and so meets one of the two rules, once."""
    nft(i, *[f"tcp {side} 5690 numgen random mod 100 < {percent} drop" for side in ("sport", "dport")])


def cut(i, others):
    """Drops all gossip with some others, and leaves the API alone."""
    addresses = ", ".join(ADDRESSES[j] for j in others)
    nft(i, *[f"ip saddr {{ {addresses} }} tcp {side} 5690 drop" for side in ("sport", "dport")])


def heal(i):
    nft(i)


class Process:
    """A node's process, which can be restarted."""

    all = []

    def __init__(self, i):
        self.all.append(self)
        self.i = i
        self.node = Node(f"node{i + 1}", ADDRESSES[i], password=PASSWORD)
        self.start()

    def start(self):
        environment = {
            "PATH": os.environ["PATH"],
            "CHORUS_NODE_ID": self.node.name,
            "CHORUS_MESH": "namespaces",
            "CHORUS_COUPLING": str(COUPLING),
            "CHORUS_FREQUENCY_HZ": str(FREQUENCIES[self.i]),
            "CHORUS_GOSSIP_BIND": f"{ADDRESSES[self.i]}:5690",
            "CHORUS_GOSSIP_PEERS": ",".join(f"{address}:5690" for address in ADDRESSES),
            "CHORUS_GOSSIP_KEYS_0": KEY,
            "SPRING_SECURITY_USER_PASSWORD": PASSWORD,
        }
        with open(WORK / f"{self.node.name}.log", "ab") as log:
            self.process = subprocess.Popen(
                ["ip", "netns", "exec", self.node.name, JAVA, "-XX:+UseSerialGC", "-Xmx128m",
                 "-XX:TieredStopAtLevel=1", "-jar", JAR],
                env=environment, stdout=log, stderr=log)

    def restart(self):
        self.process.terminate()
        self.process.wait(30)
        self.start()


def build_network():
    run("mount", "-t", "tmpfs", "none", "/run/netns")
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", "bridge", "type", "bridge")
    run("ip", "addr", "add", "10.77.0.1/24", "dev", "bridge")
    run("ip", "link", "set", "bridge", "up")
    for i, address in enumerate(ADDRESSES):
        name = f"node{i + 1}"
        run("ip", "netns", "add", name)
        run("ip", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
        run("ip", "link", "set", f"to-{name}", "master", "bridge", "up")
        within(i, "ip", "link", "set", "lo", "up")
        within(i, "ip", "addr", "add", f"{address}/24", "dev", "eth0")
        within(i, "ip", "link", "set", "eth0", "up")


def whole(nodes):
    return lambda: Sample(nodes).everyone_hears_everyone(len(nodes))


def rest(seconds=4):
    time.sleep(seconds)


def join_of_a_sixth(processes, report):
    five = [process.node for process in processes]
    course = Course(five)
    sixth = Process(5)
    wait_for("the sixth node ready", sixth.node.ready, 90)
    wait_for("six nodes", whole(five + [sixth.node]), 10)
    moved = [course.moved(sample) for sample in watch(five, 5)]
    report.check("a sixth node joins: the five move by", max(map(abs, moved)), 0.01, unit=" rad")
    sixth.process.terminate()
    sixth.process.wait(30)
    wait_for("five nodes", whole(five), 10)


def loss(nodes, percent, seconds, in_table, order, report):
    for i in range(len(nodes)):
        lose(i, percent)
    rest()
    samples = watch(nodes, seconds)
    for i in range(len(nodes)):
        heal(i)
    pairs = len(nodes) * (len(nodes) - 1) * len(samples)
    known = sum(sample.peers("live", "fading", "oneWay", "joining") for sample in samples)
    spreads = [sample.spread() for sample in samples]
    report.check(f"{percent} % loss for {seconds} s: peers in the table", 100 * known / pairs, in_table, True, " %")
    report.check("  lowest r", min(sample.r() for sample in samples), order, True)
    report.tell("  fading", 100 * sum(sample.peers("fading") for sample in samples) / pairs, " %")
    report.tell("  largest phase difference, p50", quantile(spreads, 0.5), " rad")
    report.tell("  largest phase difference, p99", quantile(spreads, 0.99), " rad")


def cut_off_and_rejoin(nodes, seconds, report):
    run("ip", "link", "set", "to-node5", "down")
    rest(seconds)
    run("ip", "link", "set", "to-node5", "up")
    heard = wait_for("the mesh whole after the cut", whole(nodes), 30)
    report.check(f"a namespace cut off for {seconds} s: heard by all after", heard, 2.5, unit=" s")
    agreed = wait_for("agreement after the cut", lambda: Sample(nodes).spread() < 0.06, 30)
    report.check("  and in step again after", agreed, 2.5, unit=" s")


def freeze(processes, seconds, report):
    nodes = [process.node for process in processes]
    victim = processes[2]
    before = victim.node.get("/actuator/health")["components"]["chorus"]["details"]["evicted"]
    victim.process.send_signal(signal.SIGSTOP)
    rest(seconds)
    victim.process.send_signal(signal.SIGCONT)
    agreed = wait_for(
        "agreement after the freeze",
        lambda: whole(nodes)() and Sample(nodes).spread() < 0.06, 30)
    after = victim.node.get("/actuator/health")["components"]["chorus"]["details"]["evicted"]
    report.check(f"a node frozen for {seconds} s: in step again after", agreed, 2.0, unit=" s")
    report.check("  evicted by it on waking", after - before, 0)


def partition(nodes, seconds, report):
    for node in nodes:
        node.change("PATCH", "/api/v1/settings", {"frequencyHz": 1.0})
    left, right = [0, 1], [2, 3, 4]
    rest()
    for i in left:
        cut(i, right)
    for i in right:
        cut(i, left)
    rest(seconds / 2)
    for i in left:
        nodes[i].change("POST", "/api/v1/node/phase", {"kick": 2})
    rest(seconds / 2)
    for i in left + right:
        heal(i)
    flowing = wait_for("reports after the heal", whole(nodes), 30)
    report.check(f"partition 2 | 3 for {seconds} s, one side kicked 2 rad: reports flow after", flowing, 2.0, unit=" s")
    limit = 1.2 * math.log(math.tan(1) / math.tan(0.005)) / COUPLING
    agreed = wait_for("agreement after the heal", lambda: Sample(nodes).spread() < 0.01, 30)
    report.check("  then within 0.01 rad after", agreed, round(limit, 2), unit=" s")
    for node, frequency in zip(nodes, FREQUENCIES):
        node.change("PATCH", "/api/v1/settings", {"frequencyHz": frequency})
    rest()


def main():
    report = Report("Network namespaces, one node in each" + (", long" if LONG else ""))
    build_network()
    processes = [Process(i) for i in range(5)]
    nodes = [process.node for process in processes]
    wait_for("five nodes ready", lambda: all(node.ready() for node in nodes), 120)
    wait_for("five nodes", whole(nodes), 20)
    wait_for("agreement", lambda: Sample(nodes).spread() < 0.06, 20)
    rest()
    report.tell("five nodes, ω spread ±1 %: largest phase difference at rest", Sample(nodes).spread(), " rad")
    join_of_a_sixth(processes, report)
    seconds = int(os.environ.get("LOSS_SECONDS", "600" if LONG else "6"))
    loss(nodes, 1, seconds, 99.9, 0.999, report)
    # In a few seconds a single eviction weighs more than it may in minutes.
    loss(nodes, 5, seconds, 99.9 if LONG else 99, 0.999, report)
    loss(nodes, 20, seconds, 99 if LONG else 95, 0.99, report)
    rest()
    cut_off_and_rejoin(nodes, 30 if LONG else 4, report)
    rest(2)
    freeze(processes, 12 if LONG else 3, report)
    rest(2)
    partition(nodes, 30 if LONG else 6, report)
    if LONG:
        by_name = {process.node.name: process for process in processes}
        rolling_restart(nodes, lambda node: by_name[node.name].restart(), 1, report)
    return 1 if report.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as fault:
        print(f"FAIL {fault}")
        for process in Process.all:
            print(f"     {process.node.name}: exit {process.process.poll()} (None: it runs)")
        sys.exit(1)
