package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chorusmesh.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link Demonstration}. */
@ExtendWith(OutputCaptureExtension.class)
class DemonstrationTests {

    @Test
    void startsANodeForEachPeerAndTellsHowTheyFallIntoStep(
            CapturedOutput output, @TempDir Path directory) throws Exception {
        List<String> addresses = FreePorts.addresses(3);
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusAutoConfiguration.class,
                                DemonstrationAutoConfiguration.class))
                .withPropertyValues(
                        "chorus-demonstration.enabled=true",
                        "chorus.join=free",
                        "chorus.coupling=20",
                        "chorus.journal.file=" + directory.resolve("run.journal"),
                        "chorus.gossip.bind=" + addresses.get(0),
                        "chorus.gossip.peers=" + addresses.get(1) + "," + addresses.get(2))
                .run(
                        (context) -> {
                            ChorusNode node = context.getBean(ChorusNode.class);
                            await().atMost(Duration.ofMinutes(1))
                                    .until(() -> output.getAll().contains("In step."));
                            assertThat(node.snapshot().order().n()).isEqualTo(3);
                            assertThat(output).contains("n = 3  r = ");
                        });
        for (String journal : List.of("run.journal", "run-demo-2.journal", "run-demo-3.journal")) {
            assertThat(JournalsTests.replay(directory.resolve(journal)).steps())
                    .as(journal)
                    .isGreaterThan(20);
        }
    }

    @Test
    void itsOwnAddressAmongThePeersIsRecognisedAndAnAddressTwiceIsOneNode() throws Exception {
        List<String> addresses = FreePorts.addresses(2);
        String port = addresses.get(0).substring(addresses.get(0).indexOf(':'));
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusAutoConfiguration.class,
                                DemonstrationAutoConfiguration.class))
                .withPropertyValues(
                        "chorus-demonstration.enabled=true",
                        "chorus.gossip.bind=" + addresses.get(0),
                        "chorus.gossip.peers=%s,localhost%s,%s,%s"
                                .formatted(
                                        addresses.get(0), port, addresses.get(1), addresses.get(1)))
                .run(
                        (context) -> {
                            assertThat(context.getBean(Demonstration.class).nodes()).hasSize(2);
                            ChorusNode node = context.getBean(ChorusNode.class);
                            await().atMost(Duration.ofMinutes(1))
                                    .until(() -> node.snapshot().order().n() == 2);
                        });
    }

    @Test
    void eachPeerThatCannotBeBoundIsNamed() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusAutoConfiguration.class,
                                DemonstrationAutoConfiguration.class))
                .withPropertyValues(
                        "chorus-demonstration.enabled=true",
                        "chorus.gossip.bind=127.0.0.1:0",
                        "chorus.gossip.peers=demo-[0-9].invalid:5690,127.0.0.1:5690,demo-[0-3].invalid:5691")
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .rootCause()
                                        .isInstanceOf(BadPropertiesException.class)
                                        .hasMessageContaining("chorus.gossip.peers[0]")
                                        .hasMessageContaining("chorus.gossip.peers[2]")
                                        .hasMessageNotContaining("chorus.gossip.peers[1]"));
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusAutoConfiguration.class,
                                DemonstrationAutoConfiguration.class))
                .withPropertyValues("chorus.gossip.bind=127.0.0.1:0")
                .run((context) -> assertThat(context).doesNotHaveBean(Demonstration.class));
    }
}
