package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that the image gives the JVM. */
final class ImageOptions {

    private static final Pattern LINE =
            Pattern.compile("^ENV JDK_JAVA_OPTIONS=\"(.*)\"$", Pattern.MULTILINE);

    private ImageOptions() {}

    /** Reads them from the Dockerfile, with half of the chart's memory limit for the heap. */
    static List<String> read() {
        try {
            Matcher line = LINE.matcher(Files.readString(Path.of("Dockerfile")));
            if (!line.find()) {
                throw new IllegalStateException("The Dockerfile sets no JDK_JAVA_OPTIONS");
            }
            List<String> options = new ArrayList<>(List.of(line.group(1).split(" ")));
            options.add("-Xmx256m");
            // Java 17 does not know all of them.
            options.add(0, "-XX:+IgnoreUnrecognizedVMOptions");
            return options;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
