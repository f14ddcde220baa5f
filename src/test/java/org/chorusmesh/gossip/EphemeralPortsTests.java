package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EphemeralPortsTests {

    @TempDir private Path directory;

    @Test
    void areThoseOfTheRangeWithoutTheReservedOnes() throws IOException {
        Files.writeString(this.directory.resolve("ip_local_port_range"), "32768\t60999\n");
        Files.writeString(this.directory.resolve("ip_local_reserved_ports"), "40000-40010,50000\n");
        EphemeralPorts ports = EphemeralPorts.find(this.directory).orElseThrow();
        assertThat(List.of(32768, 45000, 60999)).allMatch(ports::contains);
        assertThat(List.of(0, 5690, 32767, 61000, 40000, 40005, 40010, 50000))
                .noneMatch(ports::contains);
    }

    @Test
    void withoutReservedOnesTheWholeRangeIs() throws IOException {
        Files.writeString(this.directory.resolve("ip_local_port_range"), "32768\t60999\n");
        Files.writeString(this.directory.resolve("ip_local_reserved_ports"), "\n");
        assertThat(EphemeralPorts.find(this.directory).orElseThrow().contains(40000)).isTrue();
    }

    @Test
    void areUnknownWhereTheSystemDoesNotTell() {
        assertThat(EphemeralPorts.find(this.directory)).isEmpty();
    }
}
