package org.chorusmesh.schedule;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.chorusmesh.FreePorts;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.DemonstrationAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link DemonstrationBeats}. */
@ExtendWith(OutputCaptureExtension.class)
class DemonstrationBeatsTests {

    @Test
    void theLogShowsWhoActsAloneAndTheTurnOfEachNode(CapturedOutput output) throws Exception {
        List<String> addresses = FreePorts.addresses(2);
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusAutoConfiguration.class,
                                ChorusBeatSourceAutoConfiguration.class,
                                ChorusScheduleAutoConfiguration.class,
                                DemonstrationAutoConfiguration.class,
                                DemonstrationBeatsAutoConfiguration.class))
                .withPropertyValues(
                        "chorus-demonstration.enabled=true",
                        "chorus.node-id=demo-1",
                        "chorus.join=free",
                        "chorus.frequency-hz=10",
                        "chorus.coupling=20",
                        "chorus.ttl=500ms",
                        "chorus.gossip.bind=" + addresses.get(0),
                        "chorus.gossip.peers=" + addresses.get(1))
                .run(
                        (context) ->
                                await().atMost(Duration.ofMinutes(2))
                                        .until(
                                                () ->
                                                        output.getAll().contains("acts alone")
                                                                && output.getAll()
                                                                        .contains(
                                                                                "Turn 1 of 2 is"
                                                                                        + " demo-1's")
                                                                && output.getAll()
                                                                        .contains(
                                                                                "Turn 2 of 2 is"
                                                                                        + " demo-2's")));
    }
}
