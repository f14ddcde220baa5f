package org.chorusmesh.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Helm in a JVM of its own with a time limit. The library is native: what goes wrong in it takes
 * the whole process along, or never returns.
 */
final class HelmProcess {

    static final String RELEASE = "beat";

    static final String NAMESPACE = "music";

    /** What stands in the rendered manifests for {@code helm.sh/hook}. */
    static final String HOOK = "example.org/hook";

    private static final String NOTES = "zz-notes.yaml";

    private static final long LIMIT_SECONDS = 240;

    private HelmProcess() {}

    /**
     * Lints a chart and renders it once for each values file below a directory, into files of the
     * same name in the output directory: {@code .yaml} and {@code .notes}, or {@code .refused} with
     * the reason. Comments of a values file say what else is given: {@code # release: NAME}, {@code
     * # set: PATH=VALUE}, {@code # cluster: API API}, the APIs that a cluster tells of.
     */
    static void run(Path chart, String kubernetesVersion, Path values, Path kubeconfig, Path output)
            throws IOException, InterruptedException {
        Path log = output.resolve("helm.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(HelmProcess.class.getName());
        Stream.of(chart, kubernetesVersion, values, output)
                .map(Object::toString)
                .forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Helm took longer than " + LIMIT_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("Helm failed: " + Files.readString(log));
        }
    }

    public static void main(String[] args) throws IOException {
        Path chart = Path.of(args[0]);
        Path output = Path.of(args[3]);
        LintResult lint = new Helm(chart).lint().strict().call();
        Files.writeString(
                output.resolve(lint.isFailed() ? "lint.refused" : "lint.ok"),
                String.join("\n", lint.getMessages()));
        Path copy = copy(chart, output.resolve("chart"));
        try (Stream<Path> files = Files.walk(Path.of(args[2]))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                render(copy, args[1], file, output);
            }
        }
    }

    private static void render(Path chart, String kubernetesVersion, Path values, Path output)
            throws IOException {
        String name = values.getFileName().toString().replace(".yaml", "");
        try {
            List<String> apis = said(values, "cluster");
            Path seen = apis.isEmpty() ? chart : inCluster(chart, apis.get(0), output, name);
            TemplateCommand command =
                    new Helm(seen)
                            .template()
                            .withName(said(values, "release").stream().findFirst().orElse(RELEASE))
                            .withNamespace(NAMESPACE)
                            .withKubeVersion(kubernetesVersion)
                            .withValuesFile(values);
            for (String set : said(values, "set")) {
                command = command.set(set.split("=", 2)[0], set.split("=", 2)[1]);
            }
            Map<Boolean, List<String>> documents =
                    Stream.of(command.call().split("(?m)^---$"))
                            .collect(
                                    Collectors.partitioningBy(
                                            (document) -> document.contains("templates/" + NOTES)));
            Files.writeString(
                    output.resolve(name + ".yaml"), String.join("---", documents.get(false)));
            Files.writeString(
                    output.resolve(name + ".notes"),
                    documents.get(true).get(0).split("text: \\|", 2)[1].stripIndent());
        } catch (RuntimeException ex) {
            Files.writeString(output.resolve(name + ".refused"), ex.getMessage());
        }
    }

    private static List<String> said(Path values, String what) throws IOException {
        String start = "# " + what + ": ";
        return Files.readAllLines(values).stream()
                .filter((line) -> line.startsWith(start))
                .map((line) -> line.substring(start.length()).strip())
                .toList();
    }

    /** The chart as it sees a cluster: the library renders without one. */
    private static Path inCluster(Path chart, String apis, Path output, String name)
            throws IOException {
        Path copy = copy(chart, output.resolve("chart-" + name));
        Path helpers = copy.resolve("templates/_helpers.tpl");
        String list =
                Stream.of(apis.split(" "))
                        .map((api) -> '"' + api + '"')
                        .collect(Collectors.joining(" ", "(list ", ")"));
        String text = Files.readString(helpers);
        String replaced =
                text.replace("(index . 0).Capabilities.APIVersions", list)
                        .replace(
                                "($apis.Has \"apps/v1/StatefulSet\")",
                                "(has \"apps/v1/StatefulSet\" $apis)")
                        .replace("($apis.Has (index . 1))", "(has (index . 1) $apis)");
        if (replaced.equals(text)) {
            throw new IllegalStateException("The chart asks for APIs in another way by now");
        }
        Files.writeString(helpers, replaced);
        return copy;
    }

    private static Path copy(Path chart, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(chart.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target, Files.readString(file).replace("helm.sh/hook:", HOOK + ":"));
            }
        }
        // The library renders no notes, so they go along as a manifest of their own.
        Files.copy(
                chart.resolve("templates/NOTES.txt"),
                copy.resolve("notes"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                copy.resolve("templates/" + NOTES),
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: notes
                data:
                  text: |
                    {{- tpl (.Files.Get "notes") . | nindent 4 }}
                """);
        return copy;
    }
}
