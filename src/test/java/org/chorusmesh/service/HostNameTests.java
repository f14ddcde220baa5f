package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link HostName}, and for the ids that are made of it. */
class HostNameTests {

    private static final Supplier<Optional<String>> NO_NAME = Optional::empty;

    @TempDir private Path directory;

    private Path kernel;

    @BeforeEach
    void nameTheKernelsFile() {
        this.kernel = this.directory.resolve("hostname");
    }

    @Test
    void theEnvironmentGoesFirst() throws IOException {
        Files.writeString(this.kernel, "kernel\n");
        assertThat(find(Map.of("HOSTNAME", "pod-0"), "command")).contains("pod-0");
        assertThat(find(Map.of("COMPUTERNAME", "PC"), "command")).contains("PC");
    }

    @Test
    void withoutItTheKernelIsAskedAndNoNameService() throws IOException {
        Files.writeString(this.kernel, "kernel\n");
        assertThat(find(Map.of(), "command")).contains("kernel");
        assertThat(find(Map.of("HOSTNAME", " "), "command")).contains("kernel");
    }

    @Test
    void otherSystemsHaveACommand() {
        assertThat(find(Map.of(), "mac.local\n")).contains("mac.local");
        assertThat(find(Map.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost.localdomain", "(none)", "unknown", "", "a\u0000b"})
    void whatManyHostsAreCalledIsNoName(String name) throws IOException {
        Files.writeString(this.kernel, name);
        assertThat(find(Map.of("HOSTNAME", name), name)).isEmpty();
    }

    @Test
    void thisHostIsAskedWithoutALookup() throws IOException {
        Path own = Path.of("/proc/sys/kernel/hostname");
        assumeThat(own).exists();
        assertThat(HostName.find()).isEqualTo(find(own, System.getenv(), null));
    }

    @Test
    void hostsWithoutANameHaveNodesWithDifferentIds() {
        String first = NodeConfigurations.nodeId(properties(Map.of()), NO_NAME, 17);
        String second = NodeConfigurations.nodeId(properties(Map.of()), NO_NAME, 42);
        assertThat(first).startsWith("node-").isNotEqualTo(second);
    }

    @Test
    void aConfiguredIdNeedsNoHostName() {
        assertThat(
                        NodeConfigurations.nodeId(
                                properties(Map.of("chorus.node-id", "me")), NO_NAME, 17))
                .isEqualTo("me");
    }

    @Test
    void nodesOfOneHostDifferByTheirPorts() {
        Supplier<Optional<String>> host = () -> Optional.of("host");
        assertThat(NodeConfigurations.nodeId(properties(Map.of()), host, 17))
                .isEqualTo("host-5690");
        assertThat(
                        NodeConfigurations.nodeId(
                                properties(Map.of("chorus.gossip.bind", "127.0.0.1:0")), host, 17))
                .isEqualTo("host-11");
    }

    private Optional<String> find(Map<String, String> environment, String command) {
        return find(this.kernel, environment, command);
    }

    private static Optional<String> find(
            Path kernel, Map<String, String> environment, String command) {
        return HostName.find(environment::get, kernel, () -> command);
    }

    private static ChorusProperties properties(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(ChorusProperties.PREFIX, ChorusProperties.class);
    }
}
