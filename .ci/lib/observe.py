"""Asks a real Prometheus each expression of the dashboard and of the alert rules, over three nodes of a mesh.

observe.py PORT COMMAND...    the command starts a node
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PORT, NODE = int(sys.argv[1]), sys.argv[2:]
WEB = [PORT + 1 + i for i in range(4)]
GOSSIP = [PORT + 5 + i for i in range(4)]
PEERS = ",".join(f"127.0.0.1:{port}" for port in GOSSIP[:3])
VARIABLES = {
    "$namespace": ".*",
    "$job": "mesh",
    "$instance": ".*",
    "$__rate_interval": "30s",
}
# Without jobs of an application there is nothing to show.
MAY_BE_EMPTY = ("chorus_job_outcomes_total",)

work = tempfile.mkdtemp()
processes = []


def start(name, *command):
    log = open(os.path.join(work, name + ".log"), "w")
    processes.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT))
    return processes[-1]


def node(i, key, *more):
    return start(
        f"node{i}", *NODE,
        f"--server.port={WEB[i]}", "--server.address=127.0.0.1", f"--chorus.node-id=node{i}",
        f"--chorus.gossip.bind=127.0.0.1:{GOSSIP[i]}", f"--chorus.gossip.peers={PEERS}", f"--chorus.gossip.keys={key}", *more)


def ask(path, **parameters):
    url = f"http://127.0.0.1:{PORT}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["data"]


def wait(what, condition, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit(f"{what}: not within {seconds} s; logs are in {work}")


def expressions():
    with open("helm/chorus/dashboards/chorus.json") as file:
        dashboard = json.load(file)
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            expression = target["expr"]
            for name, value in VARIABLES.items():
                expression = expression.replace(name, value)
            assert "$" not in expression, expression
            yield panel["title"], expression


def firing():
    return {(alert["labels"]["alertname"], alert["labels"].get("instance")) for alert in ask("alerts")["alerts"] if alert["state"] == "firing"}


def main():
    configuration = f"""
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [{os.path.abspath("helm/chorus/alerts/chorus.yaml")}]
scrape_configs:
  - job_name: mesh
    metrics_path: /actuator/prometheus
    static_configs: [{{targets: {json.dumps([f"127.0.0.1:{port}" for port in WEB[:3]])}}}]
  - job_name: stranger
    metrics_path: /actuator/prometheus
    static_configs: [{{targets: ["127.0.0.1:{WEB[3]}"]}}]
"""
    path = os.path.join(work, "prometheus.yml")
    with open(path, "w") as file:
        file.write(configuration)
    for i in range(3):
        node(i, "a key of this mesh")
    start("prometheus", "prometheus", f"--config.file={path}", f"--storage.tsdb.path={work}/data", f"--web.listen-address=127.0.0.1:{PORT}")
    wait("three targets up", lambda: sum(t["health"] == "up" for t in ask("targets")["activeTargets"]) == 3)
    wait("a mesh of three in step", lambda: len(ask("query", query="chorus_in_step == 1 and chorus_order_oscillators == 3")["result"]) == 3)
    wait("half a minute of samples", lambda: ask("query", query="min(count_over_time(chorus_in_step[1m])) > 30")["result"])
    asked = empty = 0
    for title, expression in expressions():
        asked += 1
        result = ask("query", query=expression)["result"]
        if not result:
            empty += 1
            assert any(name in expression for name in MAY_BE_EMPTY), f"{title}: no data for {expression}"
    print(f"{asked} expressions of the dashboard are answered, {empty} without data")
    rules = [rule for group in ask("rules")["groups"] for rule in group["rules"]]
    wait("all rules evaluated", lambda: all(rule["health"] == "ok" for group in ask("rules")["groups"] for rule in group["rules"]))
    for rule in rules:
        for metric in set(re.findall(r"chorus_[a-z_]+", rule["query"])) - set(MAY_BE_EMPTY):
            assert ask("query", query=metric)["result"], f"{rule['name']} asks for {metric}, which is not there"
    print(f"{len(rules)} alert rules are evaluated without an error")
    assert not firing(), f"alerts of a mesh that is well: {firing()}"
    # A fourth node dials them with another key, and one of the three is killed: both are seen.
    node(3, "another key than theirs")
    processes[2].send_signal(signal.SIGKILL)
    wait(
        "an alert for the wrong key",
        lambda: any(a["labels"]["alertname"] == "ChorusWrongKey" and a["labels"]["job"] == "stranger" for a in ask("alerts")["alerts"]))
    evicted = 'sum(chorus_peers_evicted_total{job="mesh"}) >= 2'
    wait("the killed node is evicted", lambda: ask("query", query=evicted)["result"])
    print("frames of another key raise their alert, and a killed node is evicted")


try:
    main()
finally:
    for process in processes:
        process.kill()
