package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link IncarnationStore}. */
@ExtendWith(OutputCaptureExtension.class)
class IncarnationStoreTests {

    private static final long NOW = 1_800_000_000_000L;

    private static final long DAY = 86_400_000L;

    @TempDir private Path directory;

    @Test
    void beginsWithTheWallClock() {
        assertThat(store("a").begin(NOW)).isEqualTo(NOW);
    }

    @Test
    void outranksTheLifeBeforeWhenTheClockWasSetBack() {
        store("a").begin(NOW);
        assertThat(store("a").begin(NOW - DAY / 2)).isEqualTo(NOW + 1);
        assertThat(store("a").begin(NOW - DAY / 2)).isEqualTo(NOW + 2);
    }

    @Test
    void keepsNodesApart() {
        store("a").begin(NOW);
        assertThat(store("b").begin(NOW - 10)).isEqualTo(NOW - 10);
    }

    @Test
    void keepsNodesApartWhateverTheirNames() {
        store("../../a/b:*?").begin(NOW);
        assertThat(store("../../a/b:*?").begin(NOW - 1)).isEqualTo(NOW + 1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void dropsWhatIsMoreThanADayAheadWithAWarning(CapturedOutput output) {
        store("a").begin(NOW + 2 * DAY);
        assertThat(store("a").begin(NOW)).isEqualTo(NOW);
        assertThat(output).contains("more than a day ahead");
    }

    @Test
    void ignoresAFileThatCannotBeReadWithAWarning(CapturedOutput output) throws IOException {
        store("a").begin(NOW);
        Files.writeString(files().get(0), "not a number");
        assertThat(store("a").begin(NOW)).isEqualTo(NOW);
        assertThat(output).contains("cannot be read and is ignored");
        assertThat(store("a").begin(NOW)).isEqualTo(NOW + 1);
    }

    @Test
    void startsAllTheSameWhereNothingCanBeKept(CapturedOutput output) throws IOException {
        Path file = Files.createFile(this.directory.resolve("a-file"));
        assertThat(new IncarnationStore(file.resolve("below"), "a").begin(NOW)).isEqualTo(NOW);
        assertThat(output).contains("cannot be written to");
    }

    @Test
    void createsTheDirectoryAndLeavesNothingElseBehind() {
        Path missing = this.directory.resolve("one/two");
        new IncarnationStore(missing, "a").begin(NOW);
        new IncarnationStore(missing, "a").begin(NOW);
        assertThat(missing).isDirectoryContaining("glob:**.incarnation");
        assertThat(missing.toFile().list()).hasSize(1);
    }

    private IncarnationStore store(String nodeId) {
        return new IncarnationStore(this.directory, nodeId);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(this.directory)) {
            return files.toList();
        } catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }
}
