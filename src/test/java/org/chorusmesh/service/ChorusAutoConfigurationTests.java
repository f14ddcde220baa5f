package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipException;
import org.chorusmesh.gossip.PeerDirectory;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Configuration;

/** Tests for {@link ChorusAutoConfiguration}. */
@ExtendWith(OutputCaptureExtension.class)
class ChorusAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ChorusAutoConfiguration.class))
                    .withPropertyValues("chorus.gossip.bind=127.0.0.1:0");

    @Test
    void startsANodeWithTheApplication() {
        this.runner.run(
                (context) -> {
                    assertThat(context)
                            .hasSingleBean(ZmqGossip.class)
                            .hasSingleBean(Integrator.class);
                    ChorusNode node = context.getBean(ChorusNode.class);
                    await().until(() -> node.snapshot().lamport() > 3);
                    assertThat(node.gossipStatus().healthy()).isTrue();
                    assertThat(node.gossipStatus().boundEndpoint())
                            .startsWith("127.0.0.1:")
                            .doesNotEndWith(":0");
                });
    }

    @Test
    void goesOnWhileTheApplicationPauses() {
        this.runner.run(
                (context) -> {
                    ChorusNode node = context.getBean(ChorusNode.class);
                    context.getSourceApplicationContext().pause();
                    long before = node.snapshot().lamport();
                    await().until(() -> node.snapshot().lamport() > before + 3);
                    context.getSourceApplicationContext().restart();
                    assertThat(context).hasNotFailed();
                });
    }

    @Test
    void saysGoodbyeBeforeTheSocketsClose() {
        FakeGossip gossip = new FakeGossip();
        this.runner
                .withBean(Gossip.class, () -> gossip)
                .run(
                        (context) -> {
                            ChorusNode node = context.getBean(ChorusNode.class);
                            await().until(() -> node.snapshot().lamport() > 3);
                        });
        // Spring closes a bean of the application once more, which does no harm.
        assertThat(gossip.calls()).startsWith("start", "goodbye", "close");
    }

    @Test
    void givesWayToTheApplicationsOwnGossip() {
        FakeGossip gossip = new FakeGossip();
        this.runner
                .withBean(Gossip.class, () -> gossip)
                .run(
                        (context) ->
                                assertThat(context)
                                        .hasSingleBean(Gossip.class)
                                        .doesNotHaveBean(ZmqGossip.class));
    }

    @Test
    void looksServicesUpInTheApplicationsDirectory() {
        List<String> asked = new CopyOnWriteArrayList<>();
        this.runner
                .withPropertyValues("chorus.gossip.peers=discovery:beat:5690")
                .withBean(
                        PeerDirectory.class,
                        () ->
                                (service) -> {
                                    asked.add(service);
                                    return List.of();
                                })
                .run((context) -> await().until(() -> asked.contains("beat")));
    }

    @Test
    void aServiceWithoutADirectoryFailsTheStartAndSaysWhatIsMissing() {
        this.runner
                .withPropertyValues("chorus.gossip.peers=localhost:1,discovery:beat,discovery:b:2")
                .run(
                        (context) ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .isInstanceOf(BadPropertiesException.class)
                                        .hasMessageContaining(
                                                "chorus.gossip.peers[1] = \"discovery:beat\": needs a"
                                                        + " DiscoveryClient of Spring Cloud")
                                        .hasMessageContaining("chorus.gossip.peers[2]"));
    }

    @Test
    void givesWayToTheApplicationsOwnNodeConfiguration() {
        NodeConfiguration own = TestNodes.configuration("own", TestNodes.QUICK);
        this.runner
                .withBean(NodeConfiguration.class, () -> own)
                .run(
                        (context) ->
                                assertThat(context.getBean(ChorusNode.class).snapshot().identity())
                                        .isEqualTo(own.identity()));
    }

    @Test
    void handsThePropertiesToTheNode() {
        this.runner
                .withPropertyValues(
                        "chorus.node-id=me",
                        "chorus.mesh=band",
                        "chorus.coupling=3",
                        "chorus.frequency-hz=2",
                        "chorus.initial-phase=1.25",
                        "chorus.join=free",
                        "chorus.max-peers=7")
                .run(
                        (context) -> {
                            NodeConfiguration configuration =
                                    context.getBean(NodeConfiguration.class);
                            assertThat(configuration.identity().nodeId()).isEqualTo("me");
                            assertThat(configuration.identity().mesh()).isEqualTo("band");
                            assertThat(configuration.identity().boot().incarnation())
                                    .isCloseTo(
                                            System.currentTimeMillis(),
                                            org.assertj.core.data.Offset.offset(60_000L));
                            assertThat(configuration.settings().coupling()).isEqualTo(3);
                            assertThat(configuration.settings().frequencyHz()).isEqualTo(2);
                            assertThat(configuration.initialPhase()).isEqualTo(1.25);
                            assertThat(configuration.maxPeers()).isEqualTo(7);
                            ChorusNode node = context.getBean(ChorusNode.class);
                            await().until(() -> node.snapshot().state() == NodeState.RUNNING);
                        });
    }

    @Test
    void namesTheNodeAfterItsHostAndPort() {
        this.runner
                .withPropertyValues("chorus.gossip.bind=127.0.0.1:5999")
                .withBean(Gossip.class, FakeGossip::new)
                .run(
                        (context) ->
                                assertThat(nodeId(context.getBean(ChorusNode.class)))
                                        .matches(".+-5999"));
    }

    @Test
    void namesNodesApartWhereTheSystemChoosesThePort() {
        this.runner.run(
                (first) ->
                        this.runner.run(
                                (second) ->
                                        assertThat(nodeId(first.getBean(ChorusNode.class)))
                                                .isNotEqualTo(
                                                        nodeId(second.getBean(ChorusNode.class)))
                                                .doesNotEndWith("-0")));
    }

    @Test
    void drawsTheSamePhaseFromTheSameSeed() {
        this.runner
                .withPropertyValues("chorus.seed=7")
                .run(
                        (first) ->
                                this.runner
                                        .withPropertyValues("chorus.seed=7")
                                        .run(
                                                (second) ->
                                                        assertThat(
                                                                        first.getBean(
                                                                                        NodeConfiguration
                                                                                                .class)
                                                                                .initialPhase())
                                                                .isEqualTo(
                                                                        second.getBean(
                                                                                        NodeConfiguration
                                                                                                .class)
                                                                                .initialPhase())));
        this.runner.run(
                (first) ->
                        this.runner.run(
                                (second) ->
                                        assertThat(
                                                        first.getBean(NodeConfiguration.class)
                                                                .initialPhase())
                                                .isNotEqualTo(
                                                        second.getBean(NodeConfiguration.class)
                                                                .initialPhase())));
    }

    @Test
    void beginsWithTheBeatsSince1970() {
        this.runner
                .withPropertyValues("chorus.frequency-hz=10")
                .run(
                        (context) ->
                                assertThat(context.getBean(NodeConfiguration.class).firstNumber())
                                        .isCloseTo(
                                                FirstNumber.of(
                                                        System.currentTimeMillis(),
                                                        10,
                                                        OptionalLong.empty()),
                                                org.assertj.core.data.Offset.offset(600L)));
    }

    @Test
    void beginsAfterTheLastBeatKeptWhereADirectoryIsGiven(@TempDir Path directory) {
        long ahead = FirstNumber.of(System.currentTimeMillis(), 1, OptionalLong.empty()) + 3600;
        new BeatNumberStore(directory, "me").keep(ahead);
        this.runner
                .withPropertyValues(
                        "chorus.node-id=me",
                        "chorus.incarnation-directory=" + new File(directory.toUri()))
                .run(
                        (context) -> {
                            assertThat(context.getBean(NodeConfiguration.class).firstNumber())
                                    .isEqualTo(ahead + 1);
                            ChorusNode node = context.getBean(ChorusNode.class);
                            await().until(() -> node.snapshot().beat().number() > ahead + 1);
                        });
        assertThat(new KeptNumber(directory, "me", BeatNumberStore.WHAT).read().orElseThrow())
                .as("after a clean stop, the exact number")
                .isBetween(ahead + 2, ahead + 20);
    }

    @Test
    void keepsTheIncarnationWhereADirectoryIsGiven(@TempDir Path directory) {
        long ahead = System.currentTimeMillis() + 3_600_000L;
        new IncarnationStore(directory, "me").begin(ahead);
        this.runner
                .withPropertyValues(
                        "chorus.node-id=me",
                        "chorus.incarnation-directory=" + new File(directory.toUri()))
                .run(
                        (context) ->
                                assertThat(
                                                context.getBean(NodeConfiguration.class)
                                                        .identity()
                                                        .boot()
                                                        .incarnation())
                                        .isEqualTo(ahead + 1));
    }

    @Test
    void failsToStartWithAClearWordWhereTheAddressIsTaken(CapturedOutput output) {
        this.runner.run(
                (first) -> {
                    String taken = first.getBean(ChorusNode.class).gossipStatus().boundEndpoint();
                    this.runner
                            .withPropertyValues(
                                    "chorus.gossip.bind=" + taken, "chorus.gossip.bind-patience=0s")
                            .run(
                                    (second) ->
                                            assertThat(second)
                                                    .hasFailed()
                                                    .getFailure()
                                                    .hasStackTraceContaining(
                                                            GossipException.class.getName()));
                    SpringApplication application =
                            new SpringApplicationBuilder(Embedding.class)
                                    .web(WebApplicationType.NONE)
                                    .application();
                    org.assertj.core.api.Assertions.catchThrowable(
                            () ->
                                    application.run(
                                            "--chorus.gossip.bind=" + taken,
                                            "--chorus.gossip.bind-patience=0s"));
                    assertThat(output)
                            .contains("Cannot bind " + taken)
                            .contains("set chorus.gossip.bind to another one");
                });
    }

    @Test
    void goesOnTryingWhereTheAddressIsTakenAndThenFailsForTheApplicationToHear(
            CapturedOutput output) {
        this.runner.run(
                (first) -> {
                    String taken = first.getBean(ChorusNode.class).gossipStatus().boundEndpoint();
                    List<NodeFailedEvent> failures = new CopyOnWriteArrayList<>();
                    this.runner
                            .withPropertyValues(
                                    "chorus.gossip.bind=" + taken, "chorus.gossip.bind-patience=1s")
                            .withInitializer(
                                    (context) ->
                                            context.addApplicationListener(
                                                    (PayloadApplicationEvent<NodeFailedEvent>
                                                                    event) ->
                                                            failures.add(event.getPayload())))
                            .run(
                                    (second) -> {
                                        assertThat(second).hasNotFailed();
                                        await().until(() -> failures.size() == 1);
                                    });
                    assertThat(output)
                            .contains("The start of the node has failed. Cannot bind " + taken)
                            .contains("set chorus.gossip.bind to another one");
                });
    }

    private static String nodeId(ChorusNode node) {
        return node.snapshot().identity().nodeId();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ChorusAutoConfiguration.class)
    static class Embedding {}
}
