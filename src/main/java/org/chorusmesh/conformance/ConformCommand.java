package org.chorusmesh.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.GossipException;
import org.chorusmesh.gossip.RawFrames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a member of a mesh against the wire contract. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = {
            "Joins a running member as a peer, and checks it against the rules of docs/wire.md.",
            "The member must have the address of --bind in its list, and should have no other peers."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no rule was broken",
            "1:a rule was broken",
            "2:the input is invalid, or the address cannot be bound",
            "3:an unexpected failure"
        })
public final class ConformCommand implements Callable<Integer> {

    private static final double MAX_COUPLING = 1000;

    @Parameters(
            index = "0",
            paramLabel = "HOST:PORT",
            description = "Address at which the member publishes.",
            converter = Converters.Member.class)
    private Endpoint member = new Endpoint("localhost", 1);

    @Option(
            names = "--bind",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:5699",
            description = "Address at which the member dials this check (${DEFAULT-VALUE}).",
            converter = Converters.Bind.class)
    private Endpoint bind = new Endpoint("localhost", 0);

    @Option(
            names = "--mesh",
            paramLabel = "NAME",
            defaultValue = "chorus",
            description = "The name of the mesh (${DEFAULT-VALUE}).")
    private String mesh = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File with a key of the mesh, without a line end. Repeatable; the first key signs.")
    private List<Path> keyFiles = new ArrayList<>();

    @Option(
            names = "--coupling",
            paramLabel = "K",
            defaultValue = "2.5",
            description = "The member's coupling K in rad/s (${DEFAULT-VALUE}).")
    private double coupling;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "The member's TTL (${DEFAULT-VALUE}).",
            converter = Converters.Time.class)
    private Duration ttl = Duration.ZERO;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "Duration of the check (${DEFAULT-VALUE}). It ends earlier if the member says goodbye.",
            converter = Converters.Time.class)
    private Duration duration = Duration.ZERO;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final PrintStream console;

    /**
     * @param console receives the table
     */
    public ConformCommand(PrintStream console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Subject subject = new Subject(checkedMesh(), keys(), checkedCoupling(), this.ttl.toNanos());
        byte[] topic = ConformanceCheck.topic(this.mesh);
        try (RawFrames frames = new RawFrames(this.bind, topic)) {
            frames.dial(this.member);
            this.console.printf(
                    "Checks %s of mesh %s for %d s; the member must dial port %d%n",
                    this.member, this.mesh, this.duration.toSeconds(), frames.port());
            long endNanos = System.nanoTime() + this.duration.toNanos();
            Findings findings =
                    new ConformanceCheck(
                                    subject,
                                    frames,
                                    System.currentTimeMillis(),
                                    (found) -> System.nanoTime() - endNanos >= 0,
                                    System::nanoTime,
                                    RandomGenerator.getDefault())
                            .run();
            ResultTable.print(findings, this.console);
            return findings.anyBroken() ? 1 : 0;
        } catch (GossipException ex) {
            throw wrong(ex.getMessage());
        }
    }

    private String checkedMesh() {
        try {
            ConformanceCheck.topic(this.mesh);
            return this.mesh;
        } catch (IllegalArgumentException ex) {
            throw wrong("--mesh: " + ex.getMessage());
        }
    }

    private double checkedCoupling() {
        if (!(this.coupling >= 0 && this.coupling <= MAX_COUPLING)) {
            throw wrong("--coupling must be between 0 and 1000 rad/s");
        }
        return this.coupling;
    }

    private List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>();
        for (Path file : this.keyFiles) {
            try {
                byte[] key = Files.readAllBytes(file);
                if (key.length == 0) {
                    throw wrong("--key-file: " + file + " is empty");
                }
                keys.add(key);
            } catch (IOException ex) {
                throw wrong("--key-file: " + file + " cannot be read");
            }
        }
        return keys;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(this.spec.commandLine(), what);
    }
}
