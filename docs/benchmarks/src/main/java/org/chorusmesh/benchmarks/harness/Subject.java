package org.chorusmesh.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A process that is observed: its events, its signals, its processor time. */
public final class Subject implements AutoCloseable {

    private static final double TICKS_PER_SECOND = 100;

    private final String label;
    private final Path log;
    private final Process process;
    private final List<Event> events = new ArrayList<>();

    Subject(String label, List<String> command, Path log) {
        this.label = label;
        this.log = log;
        try {
            this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread reader = new Thread(this::read, "reads " + label);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8);
                PrintWriter rest =
                        new PrintWriter(
                                Files.newBufferedWriter(
                                        this.log,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.APPEND),
                                true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Event.isEvent(line)) {
                    add(Event.parse(line));
                } else {
                    rest.println(line);
                }
            }
        } catch (IOException ex) {
            // Its stream has ended with it.
        }
        add(new Event(System.nanoTime(), "end", List.of()));
    }

    private synchronized void add(Event event) {
        this.events.add(event);
        notifyAll();
    }

    /** Its label. */
    public String label() {
        return this.label;
    }

    /** Its process id. */
    public long pid() {
        return this.process.pid();
    }

    /** Whether it runs, or is stopped. */
    public boolean isAlive() {
        return this.process.isAlive();
    }

    /** All that it has said so far; an event {@code end} of the harness follows its end. */
    public synchronized List<Event> events() {
        return List.copyOf(this.events);
    }

    /** What it has said of one kind so far. */
    public List<Event> events(String kind) {
        return events().stream().filter((event) -> event.kind().equals(kind)).toList();
    }

    /**
     * Waits for an event, past ones included.
     *
     * @throws IllegalStateException if it does not come in time, or the process has ended before
     */
    public synchronized Event await(Predicate<Event> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int looked = 0;
        while (true) {
            for (; looked < this.events.size(); looked++) {
                Event event = this.events.get(looked);
                if (wanted.test(event)) {
                    return event;
                }
                if (event.kind().equals("end")) {
                    throw new IllegalStateException(this.label + " has ended; see " + this.log);
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(
                        this.label + ": nothing in " + limit.toSeconds() + " s; see " + this.log);
            }
            try {
                wait(left);
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /** As {@link #await(Predicate, Duration)}, for the first event of a kind. */
    public Event await(String kind, Duration limit) {
        return await((event) -> event.kind().equals(kind), limit);
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            PrintWriter in = new PrintWriter(this.process.outputWriter(), true);
            in.println(line);
        } catch (IllegalStateException ex) {
            throw new IllegalStateException(this.label + " takes no input", ex);
        }
    }

    /** Sends a signal, such as {@code STOP}, {@code CONT} or {@code TERM}. */
    public void signal(String name) {
        Shell.run("kill", "-" + name, Long.toString(pid()));
    }

    /** Ends it as a crash does, and waits for that. */
    public void kill() {
        this.process.destroyForcibly();
        try {
            this.process.waitFor();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Processor time that it has used, user and system, seconds; a finished child of it counts not.
     */
    public double cpuSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
