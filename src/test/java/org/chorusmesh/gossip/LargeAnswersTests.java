package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the system's resolver makes of a name with thousands of addresses, and of damaged answers. A
 * JVM of its own, in network and mount namespaces of its own, asks a name server beside it.
 */
class LargeAnswersTests {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir private Path directory;

    @Test
    void anAnswerThatDoesNotFitIntoADatagramComesWholeOverTcp() throws Exception {
        assertThat(answer(4000, LargeAnswersNameServer.Manner.WHOLE))
                .isEqualTo("4000 addresses, truncated first: true, over TCP: true\n");
    }

    /** The resolver of the system reads it, not this program; nothing of it becomes an address. */
    @ParameterizedTest
    @EnumSource(names = {"HALF", "GARBAGE"})
    void aDamagedAnswerIsNone(LargeAnswersNameServer.Manner manner) throws Exception {
        assertThat(answer(20, manner)).startsWith("0 addresses, truncated first: false");
    }

    private String answer(int addresses, LargeAnswersNameServer.Manner manner) throws Exception {
        assumeThat(status(inNamespaces("true"))).as("this user may make namespaces").isZero();
        Process process =
                inNamespaces(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        location(NameService.class)
                                + File.pathSeparator
                                + location(LargeAnswersNameServer.class),
                        LargeAnswersNameServer.class.getName(),
                        Integer.toString(addresses),
                        manner.name());
        assertThat(status(process)).isZero();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process inNamespaces(String... command) throws IOException {
        Path resolvConf = this.directory.resolve("resolv.conf");
        Files.writeString(resolvConf, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--mount",
                                "--net",
                                "sh",
                                "-c",
                                "ip link set lo up && mount --bind \"$0\" /etc/resolv.conf"
                                        + " && exec \"$@\"",
                                resolvConf.toString()));
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private static int status(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
