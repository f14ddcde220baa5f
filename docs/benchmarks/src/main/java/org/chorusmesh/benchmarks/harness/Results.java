package org.chorusmesh.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The document that results go into. A section is what stands between {@code <!-- begin NAME -->}
 * and {@code <!-- end NAME -->}; the text around it is written by hand and stays.
 */
public final class Results {

    private final Path document;
    private final String machine = Machine.describe();

    /** Of a document that has the marks already. */
    public Results(Path document) {
        this.document = document;
    }

    /**
     * Replaces a section, and prints it. The machine is named first.
     *
     * @throws IllegalStateException if the document has no such section
     */
    public synchronized void write(String section, String markdown) {
        System.out.println();
        System.out.println("## " + section);
        System.out.println();
        System.out.println(markdown);
        String begin = "<!-- begin " + section + " -->";
        String end = "<!-- end " + section + " -->";
        try {
            String text = Files.readString(this.document);
            int from = text.indexOf(begin);
            int to = text.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(this.document + " has no section " + section);
            }
            Files.writeString(
                    this.document,
                    text.substring(0, from + begin.length())
                            + "\n"
                            + this.machine
                            + "\n\n"
                            + markdown.strip()
                            + "\n"
                            + text.substring(to));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
