package org.chorusmesh.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;

/** A process of {@link ManyNodes}. */
final class ManyProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    /**
     * What a node says.
     *
     * @param nanos monotonic time of the phase
     * @param rate rad/s
     * @param live peers in its sum
     * @param dialled addresses that it dials
     * @param connects connections that it has opened since its start
     */
    record Row(
            int index,
            long nanos,
            double phase,
            double rate,
            int live,
            int dialled,
            int members,
            boolean agreed,
            long connects,
            long number) {

        /** Number and phase in turns, at an instant. */
        double beats(long then) {
            return this.number + at(then) / (2 * Math.PI);
        }

        double at(long then) {
            return this.phase + this.rate * (then - this.nanos) * 1e-9;
        }
    }

    /** What a process says. */
    record Reading(List<Row> rows, int threads, long descriptors, long cpuNanos) {}

    ManyProcess(int port, int total, int first, int count, Settings settings, Pace pace) {
        this(port, total, first, count, settings, pace, true);
    }

    /**
     * @param members whether the nodes take part in beats and members, or in the phase only
     */
    ManyProcess(
            int port,
            int total,
            int first,
            int count,
            Settings settings,
            Pace pace,
            boolean members) {
        try {
            this.process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xmx700m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ManyNodes.class.getName(),
                                    Integer.toString(port),
                                    Integer.toString(total),
                                    Integer.toString(first),
                                    Integer.toString(count),
                                    Long.toString(settings.stepNanos()),
                                    Long.toString(settings.gossipPeriodNanos()),
                                    Long.toString(settings.ttlNanos()),
                                    pace.name(),
                                    Boolean.toString(members))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.commands = new PrintWriter(this.process.outputWriter(StandardCharsets.US_ASCII), true);
        this.answers = this.process.inputReader(StandardCharsets.US_ASCII);
    }

    void say(String command) {
        this.commands.println(command);
    }

    Reading read() {
        say("read");
        List<Row> rows = new ArrayList<>();
        try {
            while (true) {
                String line = this.answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("A process has ended");
                }
                String[] words = line.split(" ");
                if (words[0].equals("end") && words.length == 4) {
                    return new Reading(
                            rows,
                            Integer.parseInt(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]));
                }
                if (words.length == 10 && words[0].matches("[0-9]+")) {
                    rows.add(row(words));
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Row row(String[] words) {
        return new Row(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Integer.parseInt(words[6]),
                words[7].equals("1"),
                Long.parseLong(words[8]),
                Long.parseLong(words[9]));
    }

    @Override
    public void close() {
        this.commands.close();
        try {
            if (!this.process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
