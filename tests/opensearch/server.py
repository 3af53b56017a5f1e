"""A real OpenSearch on this machine: laid out from its Maven artifacts, its nodes on loopback.

Maven puts the artifacts into build/opensearch/jars (pom.xml); nothing is fetched here. A node refuses to run as root,
so where the tests do, it runs as `nobody`. It dies with the thread that started it, however that ends.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
JARS = HERE.parents[1] / "build" / "opensearch" / "jars"
MODULE = "transport-netty4"
QUICK = ("-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1")
LASTING = ("-Xms768m", "-Xmx768m")
"""To be measured: Java then compiles it as well as it can, which takes minutes of work."""
PATIENCE = 120.0
"""Seconds that a cluster may take to start, or to heal; several times what it takes on a busy machine."""

DESCRIPTOR = """\
name={module}
description=HTTP and the protocol of the cluster
version={version}
opensearch.version={version}
java.version=11
classname=org.opensearch.transport.Netty4Plugin
"""


class AbsentError(Exception):
    """What a server needs is not on this machine; the message names it."""


class FailedError(Exception):
    """A node did not start, or a cluster did not heal; the message has the end of the log."""


def lay_out(home: Path) -> Path:
    """Put together in `home` what the distribution would hold: its libraries and the one module that a node needs."""
    version = _version()
    module = home / "modules" / MODULE
    for folder in (home / "bin", home / "extensions", home / "lib", home / "plugins", module):
        folder.mkdir(parents=True)
    for jar in JARS.glob("*.jar"):
        _place(jar, (module if jar.name.startswith(("netty-", MODULE)) else home / "lib") / jar.name)
    (module / "plugin-descriptor.properties").write_text(DESCRIPTOR.format(module=MODULE, version=version))
    shutil.copy(HERE / "transport-netty4.policy", module / "plugin-security.policy")
    return home


def _version() -> str:
    for jar in JARS.glob("opensearch-[0-9]*.jar"):
        return jar.stem.removeprefix("opensearch-")
    raise AbsentError("the artifacts of OpenSearch are not in build/opensearch/jars (make build/opensearch/.jars)")


def _place(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
    target.chmod(0o644)


def _java() -> str:
    """The program, where its version is one that the server runs on: it needs the security manager of Java."""
    program = shutil.which("java")
    if program is None:
        raise AbsentError("Java is not on this machine")
    told = subprocess.run([program, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', told)
    if found is None or not 11 <= int(found[1]) < 24:
        raise AbsentError("OpenSearch 2.19 runs on Java 11 to 23, which is not on this machine")
    return program


def _unprivileged() -> list[str]:
    """How a program is run so that it dies with us, and never as root."""
    if shutil.which("setpriv") is None:
        raise AbsentError("setpriv (util-linux) is not on this machine")
    dying = ["setpriv", "--pdeathsig", "KILL"]
    return [*dying, "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--"] if os.geteuid() == 0 else dying


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


@dataclass
class Node:
    name: str
    home: Path
    folder: Path
    """Its own: config (where it makes a keystore), data, temporary files, the log."""
    port: int
    """Of HTTP."""
    transport: int
    options: tuple[str, ...]
    """Of Java."""
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, settings: dict[str, str]) -> None:
        own = {
            "node.name": self.name,
            "http.port": str(self.port),
            "transport.port": str(self.transport),
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
        }
        command = [
            *_unprivileged(),
            _java(),
            *self.options,
            *("-XX:+UseSerialGC", "-Djava.security.manager=allow"),
            *(f"-Djava.io.tmpdir={self.folder / 'tmp'}", f"-Djna.tmpdir={self.folder / 'tmp'}"),
            *("-Djna.nosys=true", "-Dlog4j2.disable.jmx=true", "-Dio.netty.noUnsafe=true"),
            *(f"-Dopensearch.path.home={self.home}", f"-Dopensearch.path.conf={self.folder / 'config'}"),
            "-Dopensearch.distribution.type=tar",
            *("-cp", f"{self.home / 'lib'}/*", "org.opensearch.bootstrap.OpenSearch"),
            *(f"-E{key}={value}" for key, value in (settings | own).items()),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """As a power cut would: nothing is closed or flushed."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def freeze(self) -> None:
        """It keeps its connections and answers nothing. Kill it then: one that goes on would still hold old locks."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def sees(self, nodes: int) -> bool:
        """A healthy cluster of so many nodes."""
        health = self.ask("/_cluster/health?local=true")
        return health.get("status") == "green" and health.get("number_of_nodes") == nodes

    def ask(self, path: str, method: str = "GET") -> dict[str, object]:
        """Nothing where it does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(method, path)
            answer = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return {}
        finally:
            connection.close()
        return answer if isinstance(answer, dict) else {}

    def log(self, lines: int = 40) -> str:
        return "\n".join((self.folder / "log").read_text("utf-8", "replace").splitlines()[-lines:])


@dataclass
class Cluster:
    nodes: list[Node]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> str:
        """As they stand in FIRSTHAND_OPENSEARCH."""
        return " ".join(node.address for node in self.nodes)

    def start(self) -> None:
        """Start what does not run, and wait until all nodes are one cluster with every shard in its place."""
        for node in self.nodes:
            if not node.running():
                node.start(self.settings)
        self.wait_until_green()

    def wait_until_green(self) -> None:
        """Until every node that should run says that all are there and every shard has its copies."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if all(node.sees(len(self.nodes)) for node in self.nodes):
                return
            self.nodes[0].ask("/_cluster/reroute?retry_failed=true", "POST")  # it gives up after five attempts
            for node in self.nodes:
                if not node.running():
                    raise FailedError(f"{node.name} has ended:\n{node.log()}")
            time.sleep(0.3)
        raise FailedError("\n".join(f"{node.name}:\n{node.log()}" for node in self.nodes))

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()


@contextmanager
def cluster(count: int, options: tuple[str, ...] = QUICK) -> Iterator[Cluster]:
    """A cluster of `count` nodes, started, and gone afterwards with all that it held.

    Raises AbsentError where something is missing on this machine, FailedError where it does not start.
    """
    check()
    place = Path(tempfile.mkdtemp(prefix="firsthand-opensearch-"))
    place.chmod(0o755)
    one: Cluster | None = None
    try:
        one = _planned(count, place, options)
        one.start()
        yield one
    finally:
        if one is not None:
            one.stop()
        clear(place)


def check() -> None:
    """Raise AbsentError where a server can't run on this machine."""
    for needed in (_java, _version, _unprivileged):
        needed()


def clear(place: Path) -> None:
    """Take away what a cluster had, also one that was killed with its run."""
    shutil.rmtree(place, ignore_errors=True)


def _planned(count: int, place: Path, options: tuple[str, ...]) -> Cluster:
    home = lay_out(place / "home")
    ports = _free_ports(2 * count)
    nodes = [
        Node(
            f"node-{number}", home, _own_folder(place / f"node-{number}"), ports[number], ports[count + number], options
        )
        for number in range(count)
    ]
    settings = {
        "cluster.name": place.name,
        "network.host": "127.0.0.1",
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{node.transport}" for node in nodes),
        "cluster.initial_cluster_manager_nodes": ",".join(node.name for node in nodes),
        "cluster.fault_detection.follower_check.timeout": "5s",
        "cluster.fault_detection.follower_check.retry_count": "2",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    return Cluster(nodes, settings)


def _own_folder(folder: Path) -> Path:
    for one in (folder, folder / "config", folder / "data", folder / "logs", folder / "tmp"):
        one.mkdir()
    shutil.copy(HERE / "log4j2.properties", folder / "config")
    for one in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            shutil.chown(one, "nobody", "nogroup")
    return folder
