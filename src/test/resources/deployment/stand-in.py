"""Stands in for kubectl 1.35 and for helm 3 and 4, as far as .ci/lib/cluster uses them: what they print, when they return, how
they fail. Called by two scripts of those names; the cluster is the JSON file STAND_IN_STATE, in which time passes by calls.

STAND_IN_HELM   3 or 4
STAND_IN_FAULT  what goes wrong: image, agreement, requests, setting, peers, stuck, restart
"""

import json
import os
import pathlib
import sys

STATE = pathlib.Path(os.environ["STAND_IN_STATE"])
HELM = int(os.environ["STAND_IN_HELM"])
FAULT = os.environ.get("STAND_IN_FAULT", "")
RELEASE = "chorus-test"
OWNED = ["service/chorus-test", "service/chorus-test-gossip", "statefulset.apps/chorus-test", "secret/chorus-test-auth",
         "configmap/chorus-test", "serviceaccount/chorus-test", "poddisruptionbudget.policy/chorus-test",
         "networkpolicy.networking.k8s.io/chorus-test"]
# How many looks at the cluster a pod takes to end, or to be gone where nobody waits for it.
LOOKS = 3

state = {"namespaces": {"default": "Active"}, "release": None, "objects": {}, "pods": {}, "births": 0, "scaled": False}
if STATE.exists():
    state |= json.loads(STATE.read_text())


class Fault(Exception):
    """What goes to standard error, with status 1."""


def options(arguments, switches):
    """Positional arguments, and options by name; what stands after -- is left alone."""
    named, positional, rest = {}, [], []
    arguments = list(arguments)
    while arguments:
        word = arguments.pop(0)
        if word == "--":
            rest = arguments
            break
        if not word.startswith("-") or word == "-":
            positional.append(word)
        elif "=" in word:
            name, value = word.split("=", 1)
            named.setdefault(name.lstrip("-"), []).append(value)
        elif word.lstrip("-") in switches:
            named.setdefault(word.lstrip("-"), []).append("true")
        else:
            named.setdefault(word.lstrip("-"), []).append(arguments.pop(0))
    return named, positional, rest


def pod(name, component, phase="Running"):
    state["births"] += 1
    state["pods"][name] = {"component": component, "phase": phase, "uid": f"uid-{state['births']}", "looks": None, "log": ""}


def end(name):
    """A pod that is deleted: it ends by and by."""
    if state["pods"][name]["looks"] is None:
        state["pods"][name]["looks"] = LOOKS


def look():
    """Time passes."""
    for things in (state["pods"], state["objects"]):
        for name in list(things):
            thing = things[name]
            if thing["looks"] is not None and FAULT != "stuck":
                thing["looks"] -= 1
                if thing["looks"] < 0:
                    del things[name]


def nodes():
    return [name for name, each in state["pods"].items() if each["component"] == "node" and each["looks"] is None]


def scale(replicas):
    for i in range(replicas):
        if f"{RELEASE}-{i}" not in nodes():
            pod(f"{RELEASE}-{i}", "node", "Pending" if FAULT == "image" else "Running")
    for name in nodes():
        if int(name.rsplit("-", 1)[1]) >= replicas:
            end(name)


# kubectl ------------------------------------------------------------------------------------------------------------------------

def kubectl(arguments):
    named, words, rest = options(arguments, {"ignore-not-found", "now", "all-containers", "follow", "wide"})
    namespace = named.get("namespace", ["default"])[0]
    verb = words.pop(0)
    if verb == "version":
        print("Client Version: v1.35.0\nKustomize Version: v5.7.1\nServer Version: v1.35.0")
        return
    kind, _, name = words[0].partition("/") if words else ("", "", "")
    name = name or (words[1] if len(words) > 1 else "")
    if kind == "namespace":
        kubectl_namespace(verb, name, named)
        return
    if state["namespaces"].get(namespace) != "Active" and verb in ("apply", "create"):
        raise Fault(f'Error from server (NotFound): namespaces "{namespace}" not found')
    {"apply": kubectl_apply, "get": kubectl_get, "exec": kubectl_exec, "logs": kubectl_logs, "delete": kubectl_delete,
     "wait": kubectl_wait, "rollout": kubectl_rollout, "scale": kubectl_scale}[verb](words, named, rest)


def kubectl_namespace(verb, name, named):
    there = name in state["namespaces"]
    if verb == "create":
        if there:
            raise Fault(f'Error from server (AlreadyExists): namespaces "{name}" already exists')
        state["namespaces"][name] = "Active"
        print(f"namespace/{name} created")
    elif not there:
        if "ignore-not-found" not in named and named.get("for") != ["delete"]:
            raise Fault(f'Error from server (NotFound): namespaces "{name}" not found')
    elif verb == "get":
        print(f"namespace/{name}" if named["o"] == ["name"] else state["namespaces"][name])
    elif verb == "delete":
        del state["namespaces"][name]
        state["pods"], state["objects"] = {}, {}
        print(f'namespace "{name}" deleted')
    elif verb == "wait":
        del state["namespaces"][name]
        print(f"namespace/{name} condition met")


def kubectl_apply(_, named, __):
    text = sys.stdin.read()
    if named.get("dry-run") == ["server"]:
        for line in OWNED:
            print(f"{line} created (server dry run)")
    elif "chorus-client" in text:
        if "chorus-client" in state["pods"]:
            raise Fault('The Pod "chorus-client" is invalid: spec: Forbidden: pod updates may not change fields other than image')
        pod("chorus-client", None)
        print("pod/chorus-client created")


def kubectl_get(words, named, _):
    look()
    kinds = words[0].split(",")
    if "sort-by" in named and len(kinds) > 1:
        raise Fault('error: couldn\'t find any field with path "{.metadata.creationTimestamp}" in the list of objects')
    output = named.get("o", [""])[0]
    if kinds == ["events"]:
        print("LAST SEEN   TYPE      REASON   OBJECT              MESSAGE")
        if FAULT == "image":
            print('3s          Warning   Failed   pod/chorus-test-0   Failed to pull image "registry.example/chorus:1": not found')
    elif output.startswith("jsonpath="):
        kubectl_jsonpath(words, output)
    elif output == "name":
        found = [f"pod/{each}" for each in state["pods"] if "l" not in named or state["pods"][each]["component"]]
        if "all" in kinds:
            found += list(state["objects"])
        print("\n".join(found), end="\n" if found else "")
    elif kinds == ["pods"]:
        print("NAME   READY   STATUS   RESTARTS   AGE   IP   NODE   NOMINATED NODE   READINESS GATES")
        for name, each in state["pods"].items():
            print(f"{name}   1/1   {each['phase']}   0   1m   10.0.0.1   worker   <none>   <none>")


def kubectl_jsonpath(words, output):
    if words[0] == "secret":
        print(state["objects"][f"secret/{words[1]}"]["key"], end="")
    elif output.endswith("{.metadata.uid}"):
        print(existing(words[1])["uid"], end="")


def existing(name):
    if name not in state["pods"]:
        raise Fault(f'Error from server (NotFound): pods "{name}" not found')
    return state["pods"][name]


def kubectl_exec(words, _, rest):
    each = existing(words[0])
    if not rest:
        raise Fault("error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
    if rest[-1] == "kill -TERM 1":
        each["phase"] = "Succeeded"
        each["log"] = "calls 512\n"
        if FAULT == "requests":
            each["log"] = "failed at 10:00:00: probe: chorus-test:8080: no connection\ncalls 512\n"
    elif rest == ["/opt/chorus/probe", "/api/v1/node"]:
        live = 0 if FAULT == "peers" else len(nodes()) - 1
        print('{"nodeId":"%s","state":"running","peers":{"live":%d,"fading":0,"joining":0},"verdicts":{}}' % (words[0], live))
    elif rest == ["/opt/chorus/probe", "/api/v1/settings"]:
        coupling = float(state["release"]["values"].get("config.coupling", 2.5)) if FAULT != "setting" else 2.5
        print('{"frequencyHz":1.0,"coupling":%s,"overrides":{},"version":0,"origins":'
              '{"frequencyHz":"configuration","coupling":"configuration"},"mesh":null}' % coupling)


def kubectl_logs(words, *_):
    print(existing(words[0].removeprefix("pod/"))["log"], end="")


def kubectl_delete(words, named, _):
    chosen = [name for name, each in state["pods"].items() if each["component"] == "test"] if "l" in named else words[1:]
    if "l" in named and not chosen:
        print("No resources found")
    for name in chosen:
        if name in state["pods"]:
            # Without --wait=false it returns when the pod is gone.
            del state["pods"][name]
            print(f'pod "{name}" deleted from {named["namespace"][0]} namespace')
        elif "ignore-not-found" not in named:
            raise Fault(f'Error from server (NotFound): pods "{name}" not found')


def kubectl_wait(words, named, _):
    name = words[0].removeprefix("pod/")
    met = {"condition=Ready": "Running", "jsonpath={.status.phase}=Succeeded": "Succeeded"}[named["for"][0]]
    if existing(name)["phase"] != met:
        raise Fault(f"error: timed out waiting for the condition on pods/{name}")
    print(f"pod/{name} condition met")


def kubectl_rollout(words, *_):
    if words[0] == "restart":
        print("statefulset.apps/chorus-test restarted")
        if FAULT != "restart":
            for name in nodes():
                pod(name, "node")
    else:
        print(f"partitioned roll out complete: {len(nodes())} new pods have been updated...")


def kubectl_scale(_, named, __):
    scale(int(named["replicas"][0]))
    state["scaled"] = True
    print("statefulset.apps/chorus-test scaled")


# helm ---------------------------------------------------------------------------------------------------------------------------

def helm(arguments):
    # In Helm 4 the value of --wait is a strategy, which may be left out as before.
    named, words, _ = options(arguments, {"install", "wait", "short", "ignore-not-found", "logs"})
    {"version": helm_version, "template": helm_template, "upgrade": helm_upgrade, "test": helm_test,
     "uninstall": helm_uninstall}[words[0]](words, named)


def helm_version(*_):
    print({3: "v3.19.2+g8766e71", 4: "v4.0.1+g12500dd"}[HELM])


def helm_template(words, _):
    print(f"---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: {words[1]}")


def status(suite=None):
    release = state["release"]
    print(f"NAME: {RELEASE}\nLAST DEPLOYED: Wed Nov 25 07:00:00 2026\nNAMESPACE: {release['namespace']}\n"
          f"STATUS: {release['status']}\nREVISION: {release['revision']}")
    if HELM == 4:
        print("DESCRIPTION: Install complete")
    if suite:
        print(f"TEST SUITE:     {RELEASE}-test\nLast Started:   Wed Nov 25 07:00:00 2026\n"
              f"Last Completed: Wed Nov 25 07:00:09 2026\nPhase:          {suite}")
    print("NOTES:\nThe nodes are in the mesh chorus-test/chorus-test.")


def helm_upgrade(words, named):
    release = state["release"]
    values = dict(pair.split("=", 1) for pair in named["set"])
    if release and release["status"].startswith("pending"):
        raise Fault("Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress")
    if not release:
        print(f'Release "{RELEASE}" does not exist. Installing it now.')
        left = [name for name in state["objects"]]
        if left:
            raise Fault(f"Error: Unable to continue with install: {left[0]} exists and cannot be imported into the current release")
    replicas = int(values["replicaCount"])
    if HELM == 4 and release and state["scaled"] and replicas != len(nodes()):
        raise Fault(f'Error: UPGRADE FAILED: conflict occurred while applying object {named["namespace"][0]}/chorus-test apps/v1, '
                    'Kind=StatefulSet: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: '
                    ".spec.replicas")
    state["release"] = {"status": "deployed", "values": values, "namespace": named["namespace"][0],
                        "revision": release["revision"] + 1 if release else 1}
    for name in OWNED:
        state["objects"].setdefault(name, {"looks": None, "key": f"key-{state['births']}"})
    scale(replicas)
    if FAULT == "image":
        state["release"]["status"] = "failed"
        raise Fault({3: "Error: timed out waiting for the condition",
                     4: "Error: resource StatefulSet/chorus-test/chorus-test not ready. status: InProgress, message: Ready: 0/3\n"
                        "context deadline exceeded"}[HELM])
    if release:
        print(f'Release "{RELEASE}" has been upgraded. Happy Helming!')
    status()


def helm_test(_, named):
    name = f"{RELEASE}-test"
    if not state["release"]:
        raise Fault("Error: release: not found")
    # The delete policies are before-hook-creation and hook-succeeded.
    state["pods"].pop(name, None)
    pod(name, "test")
    if FAULT == "agreement":
        state["pods"][name].update(phase="Failed", log="not in step after 60 s: 3 nodes answer; chorus-test-1 sees r = 0.31\n")
        status("Failed")
        raise Fault({3: f"Error: 1 error occurred:\n\t* pod {name} failed\n\n",
                     4: f"Error: resource Pod/{state['release']['namespace']}/{name} not ready. status: Failed, message: pod failed"}[HELM])
    log = f"in step: {len(nodes())} nodes"
    del state["pods"][name]
    status("Succeeded")
    if "logs" in named:
        if HELM == 3:
            raise Fault(f'Error: unable to get pod logs for {name}: pods "{name}" not found')
        print(f"\nPOD LOGS: {name}\n{log}\n")


def helm_uninstall(words, named):
    if not state["release"]:
        if "ignore-not-found" not in named:
            raise Fault(f"Error: uninstall: Release not loaded: {words[1]}: release: not found")
    else:
        for name in list(state["objects"]):
            if "wait" in named and FAULT != "stuck":
                del state["objects"][name]
            else:
                state["objects"][name]["looks"] = LOOKS
        # By cascade in the background: with --wait too, neither version waits for the pods.
        for name in nodes():
            end(name)
        state["release"], state["scaled"] = None, False
    print(f'release "{words[1]}" uninstalled')


if __name__ == "__main__":
    tool, *given = sys.argv[1:]
    code = 0
    try:
        {"kubectl": kubectl, "helm": helm}[tool](given)
    except Fault as fault:
        sys.stdout.flush()
        print(fault, file=sys.stderr)
        code = 1
    # What only reads may run beside something else.
    if given[0] not in ("version", "template"):
        STATE.write_text(json.dumps(state))
    sys.exit(code)
