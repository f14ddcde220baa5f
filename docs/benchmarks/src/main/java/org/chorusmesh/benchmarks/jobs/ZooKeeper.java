package org.chorusmesh.benchmarks.jobs;

import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.Version;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Subject;

/** A single ZooKeeper server with its defaults. */
final class ZooKeeper implements Server {

    private static final String PORT = "2181";

    private static final int START_TRIES = 300;

    private final Host host;
    private final Path data;
    private Subject process;

    ZooKeeper(Host host, Path data) {
        this.host = host;
        this.data = data;
    }

    @Override
    public String title() {
        return "ZooKeeper " + Version.getVersion();
    }

    String address() {
        return this.host.address() + ":" + PORT;
    }

    @Override
    public void start() {
        this.process =
                this.host.startJava(
                        "zookeeper",
                        List.of("-Dzookeeper.admin.enableServer=false"),
                        ZooKeeperServerMain.class,
                        PORT,
                        this.data.toString());
        for (int i = 0; !isListening(); i++) {
            if (i == START_TRIES || !this.process.isAlive()) {
                throw new IllegalStateException("ZooKeeper does not start");
            }
            Bench.pause(0.1);
        }
    }

    private boolean isListening() {
        return !this.host.within("ss", "-Hltn", "sport = :" + PORT).isBlank();
    }

    @Override
    public void kill() {
        this.process.kill();
    }

    @Override
    public double cpuSeconds() {
        return this.process.cpuSeconds();
    }
}
