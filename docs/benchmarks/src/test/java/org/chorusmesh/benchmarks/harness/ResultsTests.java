package org.chorusmesh.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTests {

    @TempDir private Path directory;

    @Test
    void aSectionIsReplacedAndTheTextAroundItStays() throws IOException {
        Path document = this.directory.resolve("page.md");
        Files.writeString(document, "Before\n<!-- begin a -->\nold\n<!-- end a -->\nAfter\n");
        new Results(document).write("a", "new\n\n");
        assertThat(document)
                .content()
                .startsWith("Before\n<!-- begin a -->\nMeasured on ")
                .doesNotContain("old")
                .endsWith("\n\nnew\n<!-- end a -->\nAfter\n");
    }

    @Test
    void aSectionThatIsNotThereIsAnError() throws IOException {
        Path document = this.directory.resolve("page.md");
        Files.writeString(document, "Nothing\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Results(document).write("a", "new"))
                .withMessageContaining("no section a");
    }
}
