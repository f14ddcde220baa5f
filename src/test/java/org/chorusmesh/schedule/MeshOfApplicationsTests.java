package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.archive.ArchiveApplication;
import com.example.archive.ArchiveJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chorusmesh.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests for jobs in three applications of one mesh. */
class MeshOfApplicationsTests {

    private static final List<String> IDS = List.of("node-0", "node-1", "node-2");

    private static final Duration SOON = Duration.ofMinutes(2);

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    /** Asked after the end of a context too. */
    private final List<ArchiveJobs> jobs = new ArrayList<>();

    @BeforeEach
    void start() {
        List<String> addresses = FreePorts.addresses(IDS.size());
        for (int i = 0; i < IDS.size(); i++) {
            this.contexts.add(
                    new SpringApplicationBuilder(ArchiveApplication.class)
                            .web(WebApplicationType.NONE)
                            .run(
                                    "--chorus.node-id=" + IDS.get(i),
                                    "--chorus.gossip.bind=" + addresses.get(i),
                                    "--chorus.gossip.peers=" + String.join(",", addresses),
                                    "--chorus.frequency-hz=5",
                                    "--chorus.coupling=6",
                                    "--chorus.ttl=1s",
                                    "--archive.every=2"));
        }
        this.contexts.forEach((each) -> this.jobs.add(each.getBean(ArchiveJobs.class)));
        awaitAgreement(IDS);
    }

    private void awaitAgreement(List<String> members) {
        await().atMost(SOON)
                .until(
                        () ->
                                this.contexts.subList(0, members.size()).stream()
                                        .allMatch(
                                                (each) ->
                                                        beats(each)
                                                                .agreed()
                                                                .equals(Optional.of(members))));
    }

    @AfterEach
    void stop() {
        this.contexts.forEach(ConfigurableApplicationContext::close);
    }

    private static Beats beats(ConfigurableApplicationContext context) {
        return context.getBean(Beats.class);
    }

    @Test
    void oneMemberActsOnEachBeatInRotationAndTurnsComeOneAfterTheOther() {
        long from = beats(this.contexts.get(0)).now().number() + 3;
        // A loaded machine may leave a beat out.
        await().atMost(SOON).until(() -> reports(from).size() > 20);
        Map<Long, List<Long>> actors = reports(from);
        actors.forEach(
                (number, nodes) ->
                        assertThat(nodes).as("beat %d", number).containsExactly(number % 3));
        for (int i = 0; i < IDS.size(); i++) {
            awaitLine(i, "compact slot %d of 3".formatted(i));
        }
    }

    @Test
    void noNumberIsActedOnTwiceWhenAMemberLeavesAndTheOthersGoOn() {
        long from = beats(this.contexts.get(0)).now().number() + 3;
        await().atMost(SOON).until(() -> reports(from).size() > 5);
        this.contexts.get(2).close();
        awaitAgreement(IDS.subList(0, 2));
        long after = beats(this.contexts.get(0)).now().number() + 3;
        await().atMost(SOON).until(() -> reports(after).size() > 10);
        assertThat(reports(from).values()).allMatch((nodes) -> nodes.size() == 1);
        awaitLine(0, "compact slot 0 of 2");
    }

    private void awaitLine(int index, String line) {
        await().atMost(SOON).until(() -> log(index).contains(line));
    }

    /** Which nodes have acted on each beat from one on. */
    private Map<Long, List<Long>> reports(long from) {
        Map<Long, List<Long>> actors = new TreeMap<>();
        for (long i = 0; i < IDS.size(); i++) {
            for (String line : log((int) i)) {
                String[] words = line.split(" ");
                if (words[0].equals("report") && Long.parseLong(words[1]) >= from) {
                    actors.computeIfAbsent(Long.parseLong(words[1]), (n) -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        return actors;
    }

    private List<String> log(int index) {
        return this.jobs.get(index).log();
    }
}
