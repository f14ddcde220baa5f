package org.chorusmesh.benchmarks.harness;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * Something that a subject says has happened: a line of its standard output, {@code EVENT nanos
 * kind word…}.
 *
 * @param nanos when, by the monotonic clock that all processes of a machine share
 * @param kind what
 * @param words more about it
 */
public record Event(long nanos, String kind, List<String> words) {

    private static final String MARK = "EVENT ";

    // Libraries may replace System.out.
    private static final PrintStream OUT = System.out;

    /** In a subject: says that something happens now. */
    public static void say(String kind, Object... words) {
        sayAt(System.nanoTime(), kind, words);
    }

    /** In a subject: says that something has happened. */
    public static void sayAt(long nanos, String kind, Object... words) {
        StringBuilder line = new StringBuilder(MARK).append(nanos).append(' ').append(kind);
        for (Object word : words) {
            line.append(' ').append(word);
        }
        synchronized (OUT) {
            OUT.println(line);
            OUT.flush();
        }
    }

    static boolean isEvent(String line) {
        return line.startsWith(MARK);
    }

    static Event parse(String line) {
        List<String> words = Arrays.asList(line.substring(MARK.length()).split(" "));
        return new Event(
                Long.parseLong(words.get(0)),
                words.get(1),
                List.copyOf(words.subList(2, words.size())));
    }

    /** The first word. */
    public String word() {
        return this.words.get(0);
    }
}
