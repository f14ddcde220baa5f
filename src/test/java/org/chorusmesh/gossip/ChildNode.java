package org.chorusmesh.gossip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A node in a process of its own, below a limit of the shell's. It takes commands, a line each, and
 * answers with lines such as {@code = heard 3} among those that it logs.
 */
final class ChildNode implements AutoCloseable {

    final List<String> lines = new ArrayList<>();
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    /**
     * @param limit arguments of {@code ulimit}
     * @param options options of the JVM
     * @param peers arguments of the class
     */
    ChildNode(String limit, List<String> options, Class<?> main, List<String> peers)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sh", "-c", "ulimit " + limit + "; exec \"$@\"", "sh"));
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(peers);
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.out = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
        this.in = new PrintStream(this.process.getOutputStream(), true);
    }

    void command(String line) {
        this.in.println(line);
    }

    /** Reads on to an answer. */
    String read(String what) {
        String prefix = "= " + what + " ";
        try {
            for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
                this.lines.add(line);
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        throw new IllegalStateException("It has ended: " + String.join("\n", this.lines));
    }

    /** How many lines read so far have a text. */
    long says(String text) {
        return this.lines.stream().filter((line) -> line.contains(text)).count();
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }
}
