package org.chorusmesh.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private static final long LIMIT_SECONDS = 90;

    private HelmProcess() {}

    /**
     * Lints a chart and renders it once for each values file below a directory, into files of the
     * same name in the output directory: {@code .yaml}, or {@code .refused} with the reason.
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
                String name = file.getFileName().toString().replace(".yaml", "");
                try {
                    String manifests =
                            new Helm(copy)
                                    .template()
                                    .withName(RELEASE)
                                    .withNamespace(NAMESPACE)
                                    .withKubeVersion(args[1])
                                    .withValuesFile(file)
                                    .call();
                    Files.writeString(output.resolve(name + ".yaml"), manifests);
                } catch (RuntimeException ex) {
                    Files.writeString(output.resolve(name + ".refused"), ex.getMessage());
                }
            }
        }
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
        return copy;
    }
}
