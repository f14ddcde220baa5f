"""The image and the compose file on a Docker engine. Started by .ci/networks.

Where the images that the Dockerfile names cannot be had, one is made here from Debian's packages and the machine's own JDK.
Everything is in a project of its own, which is removed at the end; images stay, as the cache that they are.
"""

import glob
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

from mesh import Node, Report, Sample, rolling_restart, wait_for, watch

LONG = os.environ.get("LONG") == "1"
WORK = pathlib.Path(os.environ["WORK"])
PROJECT = "chorus-test"
PUBLIC = {"BUILD_IMAGE": "eclipse-temurin:25-jdk", "RUNTIME_IMAGE": "eclipse-temurin:25-jre"}
LOCAL = "chorus-test-base"
IMAGE, BARE = "chorus-test-node", "chorus-test-bare"
PORTS = range(8081, 8086)

BARE_APPLICATION = """
package bare;

@org.springframework.boot.autoconfigure.SpringBootApplication
public class Bare {
    public static void main(String[] args) {
        org.springframework.boot.SpringApplication.run(Bare.class, args);
    }
}
"""


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, **options)


def output(*command):
    return run(*command, stdout=subprocess.PIPE).stdout.strip()


def quiet(*command, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        print(done.stdout[-4000:])
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout


def compose(*arguments):
    return quiet("docker", "compose", "--project-name", PROJECT, *arguments)


def present(image):
    return subprocess.run(["docker", "image", "inspect", image], capture_output=True).returncode == 0


def obtainable(image):
    try:
        return present(image) or subprocess.run(
            ["docker", "pull", "-q", image], capture_output=True, timeout=60).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def newest_jdk():
    """A JDK of 25 or newer that can make a runtime."""
    homes = []
    for release in glob.glob("/usr/lib/jvm/*/release"):
        home = pathlib.Path(release).parent
        for line in pathlib.Path(release).read_text().splitlines():
            if line.startswith("JAVA_VERSION="):
                feature = int(line.split('"')[1].split(".")[0].split("-")[0])
                if feature >= 25 and (home / "bin/jlink").exists():
                    homes.append((feature, home))
    return max(homes)[1] if homes else None


def base_images(report):
    """The base images to build on; None if there is no way to have any."""
    if all(obtainable(image) for image in PUBLIC.values()):
        return PUBLIC
    if not present(LOCAL):
        jdk = newest_jdk()
        if jdk is None or shutil.which("debootstrap") is None or os.geteuid() != 0:
            print("-- skipped: containers: no registry, and no JDK 25, debootstrap or root to make a base image here")
            return None
        root = WORK / "root"
        mirror = output("apt-get", "indextargets", "--format", "$(REPO_URI)").splitlines()[0]
        # With what the impairment needs, so that it can be tried too.
        quiet("debootstrap", "--variant=minbase", "--include=iproute2,nftables", "stable", str(root), mirror)
        quiet(str(jdk / "bin/jlink"), "--add-modules",
              "java.se,jdk.unsupported,jdk.zipfs,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.net",
              "--strip-debug", "--no-header-files", "--no-man-pages", "--generate-cds-archive",
              "--output", str(root / "opt/java"))
        for waste in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale"):
            shutil.rmtree(root / waste, ignore_errors=True)
        with subprocess.Popen(["tar", "-C", str(root), "-c", "."], stdout=subprocess.PIPE) as tar:
            run("docker", "import", "--change", "ENV PATH=/opt/java/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "--change", "ENV LANG=C.UTF-8", "-", LOCAL, stdin=tar.stdout, stdout=subprocess.DEVNULL)
        shutil.rmtree(root)
    report.say("     no registry can be reached: built on a base image made here")
    return {"BUILD_IMAGE": LOCAL, "RUNTIME_IMAGE": LOCAL}


def build(image, context, base):
    arguments = [f"--build-arg={name}={value}" for name, value in base.items()]
    quiet("docker", "buildx", "build", "--load", "--build-arg=JAR_FROM=context", *arguments, "-t", image, str(context))


def build_bare(base):
    """The smallest application with a web server and the actuator, into an image built alike."""
    context = WORK / "bare"
    sources = context / "project/src/main/java/bare"
    sources.mkdir(parents=True)
    (sources / "Bare.java").write_text(BARE_APPLICATION)
    (sources.parent.parent / "resources").mkdir()
    (sources.parent.parent / "resources/application.properties").write_text(
        "management.endpoint.health.probes.enabled=true\n"
        "management.endpoint.health.probes.add-additional-paths=true\n")
    pom = pathlib.Path("pom.xml").read_text()
    version = pom.split("<artifactId>spring-boot-starter-parent</artifactId>")[1].split("<version>")[1].split("<")[0]
    starters = "".join(
        f"<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-{name}</artifactId></dependency>"
        for name in ("web", "actuator"))
    (context / "project/pom.xml").write_text(
        f"""<project><modelVersion>4.0.0</modelVersion>
        <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
        <version>{version}</version><relativePath/></parent>
        <groupId>bare</groupId><artifactId>bare</artifactId><version>1</version>
        <dependencies>{starters}</dependencies>
        <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId>
        <configuration><classifier>exec</classifier></configuration></plugin></plugins></build></project>""")
    quiet("./mvnw", "-q", "-B", "-ntp", "-f", str(context / "project/pom.xml"), "package")
    shutil.copy("Dockerfile", context)
    shutil.copytree("src/main/docker", context / "src/main/docker")
    (context / "target").mkdir()
    shutil.copy(context / "project/target/bare-1-exec.jar", context / "target")
    build(BARE, context, base)


def measure(image, *command):
    """Seconds to the first 200, and MiB resident three seconds later, of a container of its own."""
    name = PROJECT + "-measured"
    subprocess.run(["docker", "rm", "-f", name], capture_output=True)
    try:
        start = time.monotonic()
        run("docker", "run", "-d", "--name", name, "--memory", "512m", "--read-only", "--tmpfs", "/tmp",
            "--publish", "127.0.0.1:8090:8080", "--entrypoint", "java", image, *command, stdout=subprocess.DEVNULL)

        def answers():
            try:
                return urllib.request.urlopen("http://127.0.0.1:8090/readyz", timeout=2).status == 200
            except OSError:
                return False

        while not answers():
            if time.monotonic() - start > 90:
                raise TimeoutError(f"{image}: no 200 within 90 s")
            time.sleep(0.01)
        seconds = time.monotonic() - start
        time.sleep(3)
        process = output("docker", "inspect", "-f", "{{.State.Pid}}", name)
        status = pathlib.Path(f"/proc/{process}/status").read_text()
        return seconds, int(status.split("VmRSS:")[1].split()[0]) / 1024
    finally:
        subprocess.run(["docker", "rm", "-f", name], capture_output=True)


def figures(report):
    jar = ["-jar", "/opt/chorus/chorus.jar"]
    cached = ["-XX:AOTCache=/opt/chorus/chorus.aot", *jar]
    kinds = {
        "node with cache": (IMAGE, cached),
        "node without cache": (IMAGE, jar),
        "bare with cache": (BARE, cached),
        "bare without cache": (BARE, jar),
    }
    rounds = 5 if LONG else 3
    runs = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, (image, command) in kinds.items():
            runs[kind].append(measure(image, *command))
    # Whatever else the machine does can only make a start slower: the fastest says most.
    best = {
        kind: (min(seconds for seconds, _ in many), statistics.median(resident for _, resident in many))
        for kind, many in runs.items()
    }
    for kind, (seconds, resident) in best.items():
        report.tell(f"{kind}: first 200", seconds, " s")
        report.tell(f"{kind}: RSS", resident, " MiB")
    for image in (IMAGE, BARE):
        size = int(output("docker", "image", "inspect", "-f", "{{.Size}}", image)) / 2**20
        report.tell(f"size of {image}", size, " MiB")
    for i, what in enumerate(("time to first 200", "RSS")):
        report.check(f"{what} against bare, both with cache",
                     best["node with cache"][i] / best["bare with cache"][i], 1.5, unit=" ×")


def password():
    return compose("exec", "-T", "node1", "cat", "/etc/chorus/secrets/spring.security.user.password").strip()


def whole(nodes):
    return lambda: Sample(nodes).everyone_hears_everyone(len(nodes))


def promises(report):
    """What the running containers are, rather than what the files say."""
    for container in compose("ps", "-q").split():
        state = json.loads(output("docker", "inspect", container))[0]
        name = state["Name"]
        published = [port for port, hosts in state["NetworkSettings"]["Ports"].items() if hosts]
        report.check(f"{name}: host networks", state["HostConfig"]["NetworkMode"] == "host", False)
        report.check("  ports published but the API's", [port for port in published if port != "8080/tcp"], [])
        report.check("  root file system writable", not state["HostConfig"]["ReadonlyRootfs"], False)
        secret = [line for line in state["Config"]["Env"] if "KEY" in line or "PASSWORD" in line]
        report.check("  secrets in the environment", secret, [])
    who = compose("exec", "-T", "node1", "cat", "/proc/1/status")
    report.check("user of process 1 is root", "Uid:\t0" in who, False)
    report.check("process 1 is not the JVM", "Name:\tjava" not in who, False)


def names(nodes, report):
    addresses = compose("exec", "-T", "node3", "getent", "ahostsv4", "mesh")
    found = {line.split()[0] for line in addresses.splitlines() if "STREAM" in line}
    report.check("addresses behind the name mesh", len(found), 5, at_least=True)


def partition(nodes, seconds, report):
    containers = [f"{PROJECT}-node{i}-1" for i in (1, 2)]
    for container in containers:
        quiet("docker", "network", "disconnect", f"{PROJECT}_mesh", container)
    wait_for("the sides apart", lambda: Sample(nodes).peers("live", "fading", "oneWay") == 2 + 6, 20)
    time.sleep(seconds)
    nodes[0].change("POST", "/api/v1/node/phase", {"kick": 2})
    nodes[1].change("POST", "/api/v1/node/phase", {"kick": 2})
    for container in containers:
        quiet("docker", "network", "connect", "--alias", "mesh", f"{PROJECT}_mesh", container)
    flowing = wait_for("reports after the heal", whole(nodes), 60)
    report.check(f"partition 2 | 3 for {seconds} s: reports flow after", flowing, 10, unit=" s")
    agreed = wait_for("agreement after the heal", lambda: Sample(nodes).spread() < 0.06, 30)
    report.check("  then in step after", agreed, 2.5, unit=" s")


def impairment(nodes, report):
    if not present(LOCAL):
        report.say("     impairment: not tried with the public tools image here")
        return
    os.environ["TOOLS_IMAGE"] = LOCAL
    compose("--profile", "impaired", "up", "-d", "--no-recreate", "--wait")
    time.sleep(2)
    said = compose("--profile", "impaired", "logs", "--no-log-prefix", "impairment1")
    report.say("     impairment1 says: " + " / ".join(line for line in said.splitlines() if line.strip())[-300:])
    samples = watch(nodes, 600 if LONG else 6)
    report.check("  lowest r under it", min(sample.r() for sample in samples), 0.99, at_least=True)
    compose("--profile", "impaired", "rm", "-s", "-f", *[f"impairment{i}" for i in range(1, 6)])


def restart(node):
    # The engine's SIGTERM, and its patience as the compose file has it.
    compose("stop", node.name)
    compose("start", node.name)


def stop_is_prompt(report):
    start = time.monotonic()
    compose("stop", "node5")
    code = output("docker", "inspect", "-f", "{{.State.ExitCode}}", f"{PROJECT}-node5-1")
    report.check("SIGTERM to exit", time.monotonic() - start, 10.0, unit=" s")
    report.check("  exit code (143: ended by SIGTERM; 137: killed)", int(code), 143)
    compose("start", "node5")


def main():
    report = Report("Containers, the compose file" + (", long" if LONG else ""))
    base = base_images(report)
    if base is None:
        return 0
    os.environ.update(base, CHORUS_IMAGE=IMAGE, JAR_FROM="context")
    started = time.monotonic()
    build(IMAGE, pathlib.Path("."), base)
    report.tell("image built in", time.monotonic() - started, " s")
    build_bare(base)
    figures(report)
    try:
        compose("up", "-d", "--no-build", "--wait", "--wait-timeout", "180")
        secret = password()
        nodes = [Node(f"node{i + 1}", "127.0.0.1", port, secret) for i, port in enumerate(PORTS)]
        promises(report)
        names(nodes, report)
        wait_for("five nodes", whole(nodes), 30)
        agreed = wait_for("agreement", lambda: Sample(nodes).spread() < 0.06, 30)
        report.tell("in step", agreed, " s after all are whole")
        partition(nodes, 30 if LONG else 3, report)
        impairment(nodes, report)
        stop_is_prompt(report)
        wait_for("node5 back", lambda: nodes[4].ready() and whole(nodes)(), 90)
        rolling_restart(nodes, restart, 1, report, nodes if LONG else nodes[:3])
        warnings = [line for line in compose("logs", "--no-log-prefix").splitlines() if " ERROR " in line]
        report.check("errors in the logs", len(warnings), 0)
        for warning in warnings[:5]:
            report.say("    " + warning)
    finally:
        subprocess.run(
            ["docker", "compose", "--project-name", PROJECT, "--profile", "impaired", "down", "-v", "-t", "20"],
            capture_output=True)
    return 1 if report.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as fault:
        sys.exit(f"FAIL {fault}")
