package org.chorusmesh.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, row by row. */
public final class MarkdownTable {

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    /** Begins with the heads of its columns. */
    public MarkdownTable(String... heads) {
        this.columns = heads.length;
        row((Object[]) heads);
        this.lines.add("|" + "---|".repeat(this.columns));
    }

    /** Adds a row, of as many cells as there are columns. */
    public void row(Object... cells) {
        if (cells.length != this.columns) {
            throw new IllegalArgumentException("Not " + this.columns + " cells");
        }
        this.lines.add(
                List.of(cells).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return String.join("\n", this.lines) + "\n";
    }
}
