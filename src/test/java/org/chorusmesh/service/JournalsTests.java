package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.journal.JournalEntry;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Tests for the journal of a node that is in service. */
@ExtendWith(OutputCaptureExtension.class)
class JournalsTests {

    @TempDir private Path directory;

    private ChorusProperties.Journal properties(String name, DataSize maxSize) {
        return new ChorusProperties.Journal(new File(this.directory.toFile(), name), maxSize);
    }

    @Test
    void replaysBitForBitWhatTheNodeDid() throws Exception {
        NodeConfiguration configuration = TestNodes.configuration("me", TestNodes.QUICK);
        long born = System.nanoTime();
        ChorusProperties.Journal properties = properties("me.journal", DataSize.ofMegabytes(1));
        JournalWriter journal =
                Journals.begin(properties, new JournalHeader(configuration, 42, born));
        Node node = new Node(configuration, new SplittableRandom(42), born);
        Integrator integrator =
                new Integrator(
                        node,
                        new FakeGossip(),
                        System::nanoTime,
                        InstantSource.system(),
                        journal,
                        null);
        integrator.start();
        SettingsChange noise = SettingsChange.of(Setting.FREQUENCY, 3.0).with(Setting.NOISE, 0.5);
        integrator.submit(new Command.ChangeSettings(null, noise)).get(1, TimeUnit.MINUTES);
        integrator.submit(new Command.Kick(1)).get(1, TimeUnit.MINUTES);
        long lamport = integrator.snapshot().lamport();
        await().until(() -> integrator.snapshot().lamport() > lamport + 30);
        integrator.stop(Duration.ofMinutes(1));

        Replayed replayed = replay(properties.file().toPath());
        assertThat(replayed.node.settings()).isEqualTo(integrator.snapshot().settings());
        assertThat(replayed.steps).isEqualTo(integrator.snapshot().lamport());
    }

    /** A node that was given what a journal holds, and how many steps that was. */
    record Replayed(Node node, long steps) {}

    static Replayed replay(Path journal) throws IOException {
        try (JournalReader reader = new JournalReader(journal)) {
            JournalHeader birth = reader.header();
            Node again = new Node(birth.configuration(), birth.random(), birth.bornNanos());
            long steps = 0;
            for (JournalEntry entry = reader.next(); entry != null; entry = reader.next()) {
                again.step(entry.nowNanos(), entry.inbound(), entry.commands());
                assertThat(Double.doubleToRawLongBits(again.phase())).isEqualTo(entry.phaseBits());
                assertThat(again.beat().number()).isEqualTo(entry.number());
                steps++;
            }
            return new Replayed(again, steps);
        }
    }

    @Test
    void endsAtItsSize() throws Exception {
        NodeConfiguration configuration = TestNodes.configuration("me", TestNodes.QUICK);
        long born = System.nanoTime();
        ChorusProperties.Journal properties = properties("full.journal", DataSize.ofBytes(600));
        JournalWriter journal =
                Journals.begin(properties, new JournalHeader(configuration, 1, born));
        Node node = new Node(configuration, new SplittableRandom(1), born);
        Integrator integrator =
                new Integrator(
                        node,
                        new FakeGossip(),
                        System::nanoTime,
                        InstantSource.system(),
                        journal,
                        null);
        integrator.start();
        await().until(journal::hasEnded);
        integrator.stop(Duration.ofMinutes(1));
        assertThat(properties.file().length()).isBetween(300L, 600L);
    }

    @Test
    void isClosedThoughTheNodeNeverStarts() throws Exception {
        NodeConfiguration configuration = TestNodes.configuration("me", TestNodes.QUICK);
        long born = System.nanoTime();
        ChorusProperties.Journal properties = properties("idle.journal", DataSize.ofMegabytes(1));
        JournalWriter journal =
                Journals.begin(properties, new JournalHeader(configuration, 1, born));
        Node node = new Node(configuration, new SplittableRandom(1), born);
        new Integrator(
                        node,
                        new FakeGossip(),
                        System::nanoTime,
                        InstantSource.system(),
                        journal,
                        null)
                .stop(Duration.ZERO);
        assertThat(journal.hasEnded()).isTrue();
        assertThat(replay(properties.file().toPath()).steps).isZero();
    }

    @Test
    void ofAnotherNodeHasItsIdInTheNameOfTheFile() {
        assertThat(properties("run.journal", DataSize.ofMegabytes(1)).beside("demo-2"))
                .isEqualTo(properties("run-demo-2.journal", DataSize.ofMegabytes(1)));
        assertThat(properties("run", DataSize.ofMegabytes(1)).beside("demo-2"))
                .isEqualTo(properties("run-demo-2", DataSize.ofMegabytes(1)));
        assertThat(
                        new ChorusProperties.Journal(new File("run.x"), DataSize.ofMegabytes(1))
                                .beside("b")
                                .file())
                .isEqualTo(new File("run-b.x"));
    }

    @Test
    void isOffUnlessAFileIsNamed() {
        NodeConfiguration configuration = TestNodes.configuration("me", TestNodes.QUICK);
        assertThat(
                        Journals.begin(
                                new ChorusProperties.Journal(null, DataSize.ofMegabytes(1)),
                                new JournalHeader(configuration, 1, 1)))
                .isNull();
    }

    @Test
    void aDirectoryThatDoesNotExistFailsTheStartInOneSentence(CapturedOutput output) {
        File file = new File(this.directory.toFile(), "no/such/place");
        startFails(file);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "chorus.journal.file cannot be written: "
                                + file
                                + ": the directory "
                                + file.getParent()
                                + " does not exist")
                .doesNotContain("\tat ");
    }

    @Test
    void aPathThatIsADirectoryFailsTheStartInOneSentence(CapturedOutput output) {
        File file = this.directory.toFile();
        startFails(file);
        assertThat(output)
                .contains("chorus.journal.file cannot be written: " + file + ": it is a directory")
                .doesNotContain("\tat ");
    }

    @Test
    void aPathBelowAFileFailsTheStartInOneSentence(CapturedOutput output) throws IOException {
        Path noDirectory = Files.createFile(this.directory.resolve("file"));
        startFails(noDirectory.resolve("journal").toFile());
        assertThat(output).contains(noDirectory + " is no directory").doesNotContain("\tat ");
    }

    @Test
    void whatAUserMayNotWriteIsSaid() throws IOException {
        File file = Files.createFile(this.directory.resolve("file")).toFile();
        assertThat(new JournalFileException(file, new AccessDeniedException(file.getPath())))
                .hasMessage(
                        "chorus.journal.file cannot be written: %s: no permission to write there",
                        file);
        assertThat(new JournalFileException(file, new IOException("No space left on device")))
                .hasMessageEndingWith(": No space left on device");
    }

    private static void startFails(File file) {
        SpringApplication application = new SpringApplication(NodeWithoutNetwork.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatException()
                .isThrownBy(() -> application.run("--chorus.journal.file=" + file))
                .havingRootCause()
                .isInstanceOf(IOException.class);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ChorusAutoConfiguration.class)
    static class NodeWithoutNetwork {

        @Bean
        FakeGossip gossip() {
            return new FakeGossip();
        }
    }
}
