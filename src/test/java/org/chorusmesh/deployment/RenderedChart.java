package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, rendered once for all tests and for each file of values. */
final class RenderedChart {

    /** The source of values that Helm takes, for a test that holds for each of them. */
    static final String ACCEPTED = "org.chorusmesh.deployment.RenderedChart#accepted";

    private static final Path VALUES = Path.of("src/test/resources/deployment/values");

    private static final String OLDEST_KUBERNETES = "1.30.0";

    private static final String KEPT_SECRET =
            """
            {"chorus.gossip.keys": "%s", "spring.security.user.password": "%s"}
            """
                    .formatted(encoded("the key of before"), encoded("the password of before"));

    private static final Path OUTPUT = render(VALUES);

    private RenderedChart() {}

    /** Renders the chart for each file of values below a directory, and says where to. */
    static Path render(Path values) {
        Map<String, String> secrets = Map.of(HelmProcess.NAMESPACE + "/kept-auth", KEPT_SECRET);
        try (FakeCluster cluster = new FakeCluster(secrets)) {
            // Another process with tests renders at the same time.
            Path output = Files.createTempDirectory(Path.of("target"), "rendered-chart");
            Path kubeconfig = cluster.writeConfig(output);
            HelmProcess.run(Path.of("helm/chorus"), OLDEST_KUBERNETES, values, kubeconfig, output);
            return output;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    static List<String> accepted() throws IOException {
        return names("accepted");
    }

    /** The names of the files of values in a directory. */
    static List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(VALUES.resolve(directory))) {
            return files.map((file) -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    /** What comments of a file of values say of something: {@code # WHAT: …}. */
    static List<String> comments(String directory, String values, String what) throws IOException {
        String start = "# " + what + ": ";
        return Files.readAllLines(VALUES.resolve(directory).resolve(values + ".yaml")).stream()
                .filter((line) -> line.startsWith(start))
                .map((line) -> line.substring(start.length()).strip())
                .toList();
    }

    /** What Helm left behind. */
    static Path file(String name) {
        return OUTPUT.resolve(name);
    }

    /** The manifests as text. */
    static String yaml(String values) {
        assertThat(file(values + ".refused")).doesNotExist();
        return read(values + ".yaml");
    }

    /** The manifests, read strictly. */
    static Manifests manifests(String values) {
        return Manifests.parse(yaml(values));
    }

    /** What Helm says after the install. */
    static String notes(String values) {
        assertThat(file(values + ".refused")).doesNotExist();
        return read(values + ".notes");
    }

    private static String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
