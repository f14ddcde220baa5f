package org.chorusmesh.deployment;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script of the image or of the build, run with a time limit. */
record BashProcess(int status, String output, String errors) {

    static BashProcess run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        return run(30, environment, script, arguments);
    }

    static BashProcess run(
            long limitSeconds, Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", script));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("bash", ".out");
        Path errors = Files.createTempFile("bash", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().remove("CHORUS_WEB_ADDRESS_FILE");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        script + " takes too long: " + Files.readString(output));
            }
            return new BashProcess(process.exitValue(), text(output), text(errors));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
