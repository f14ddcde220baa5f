package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.FreePorts;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.Beats;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Spread;
import org.chorusmesh.schedule.StepLost;
import org.chorusmesh.schedule.Turn;
import org.chorusmesh.service.ChorusNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Tests for applications that follow a node. */
@ExtendWith(OutputCaptureExtension.class)
class FollowerApplicationTests {

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    private final List<FakeNode> fakes = new ArrayList<>();

    @AfterEach
    void close() {
        this.contexts.forEach(ConfigurableApplicationContext::close);
        this.fakes.forEach(FakeNode::close);
    }

    private FakeNode fake(FakeNode node) {
        this.fakes.add(node);
        return node;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Together {

        final List<Beat> beats = new CopyOnWriteArrayList<>();
        final List<Object> events = new CopyOnWriteArrayList<>();

        @OnBeat
        void flush(Beat beat) {
            this.beats.add(beat);
        }

        @EventListener
        void lost(StepLost event) {
            this.events.add(event);
        }

        List<Long> numbers() {
            return this.beats.stream().map(Beat::number).toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Alone {

        final List<Long> fences = new CopyOnWriteArrayList<>();
        final List<Turn> turns = new CopyOnWriteArrayList<>();

        @OnBeat(every = 2, by = By.ONE)
        void report(Beat beat) {
            this.fences.add(beat.fence());
        }

        @OnTurn(every = 16)
        void compact(Turn turn) {
            this.turns.add(turn);
        }
    }

    private ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(application)
                        .web(WebApplicationType.NONE)
                        .run(arguments);
        this.contexts.add(context);
        return context;
    }

    @Test
    void firesTheBeatsOfARealNodeAndActsForIt() {
        ConfigurableApplicationContext served =
                new SpringApplicationBuilder(ChorusApplication.class)
                        .run(
                                "--server.port=0",
                                "--chorus.gossip.bind=127.0.0.1:0",
                                "--chorus.node-id=neighbour",
                                "--chorus.frequency-hz=10",
                                "--chorus.join=free",
                                "--chorus.web.base-path=/beats");
        this.contexts.add(served);
        String url =
                "http://127.0.0.1:"
                        + served.getEnvironment().getProperty("local.server.port")
                        + "/beats";
        String follow = "--chorus.follow=" + url;
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Together.class, Alone.class)
                        .web(WebApplicationType.NONE)
                        .run(follow, "--chorus.node-id=neighbour");
        this.contexts.add(context);
        Together together = context.getBean(Together.class);
        Alone alone = context.getBean(Alone.class);
        assertThat(context.getBeanNamesForType(ChorusNode.class)).isEmpty();
        assertThat(context.getBeanNamesForType(Gossip.class)).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                together.beats.size() > 20
                                        && alone.fences.size() > 5
                                        && !alone.turns.isEmpty());
        assertThat(together.numbers()).doesNotHaveDuplicates().isSorted();
        assertThat(alone.fences).allMatch((fence) -> fence % (2L << 16) == 0).isSorted();
        Turn turn = alone.turns.get(0);
        assertThat(turn.of()).isOne();
        assertThat(turn.fence()).isEqualTo(turn.cycle() << 16);
        Beats beats = context.getBean(Beats.class);
        assertThat(beats.nodeId()).isEqualTo("neighbour");
        // Nothing is agreed for a moment where the machine stands still.
        await().untilAsserted(
                        () -> {
                            assertThat(beats.members()).containsExactly("neighbour");
                            assertThat(beats.agreed()).contains(List.of("neighbour"));
                            assertThat(beats.share(100)).isEqualTo(100);
                        });
        // Node and follower have the clock of this machine, so the error can be seen.
        BeatSource source = context.getBean(BeatSource.class);
        await().untilAsserted(
                        () -> {
                            BeatState own = served.getBean(ChorusNode.class).snapshot().beat();
                            long number = own.nextNumber();
                            long bound = source.errorBoundNanos() + 1000;
                            assertThat(
                                            Math.abs(
                                                    source.state().instantOf(number, 0)
                                                            - own.instantOf(number, 0)))
                                    .isLessThanOrEqualTo(bound)
                                    .isLessThan(20_000_000);
                        });
        await().untilAsserted(
                        () ->
                                assertThat(health(context))
                                        .startsWith("UP")
                                        .contains("node=neighbour", "url=" + url));
        context.close();
        await().untilAsserted(
                        () ->
                                assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .doesNotContain("chorus-follow"));
    }

    private ConfigurableApplicationContext node(String id, int port, int peer) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(ChorusApplication.class)
                        .run(
                                "--server.port=0",
                                "--chorus.node-id=" + id,
                                "--chorus.gossip.bind=127.0.0.1:" + port,
                                "--chorus.gossip.peers=127.0.0.1:" + peer,
                                "--chorus.frequency-hz=10",
                                "--chorus.coupling=6",
                                "--chorus.gossip.period=20ms",
                                "--chorus.members.expected=2",
                                "--chorus.join=free");
        this.contexts.add(context);
        return context;
    }

    private Alone actingFor(ConfigurableApplicationContext node, String id) {
        String port = node.getEnvironment().getProperty("local.server.port");
        ConfigurableApplicationContext context =
                start(
                        Alone.class,
                        "--chorus.follow=http://127.0.0.1:" + port,
                        "--chorus.node-id=" + id);
        return context.getBean(Alone.class);
    }

    @Test
    void followersOfTwoNodesTakeTurnsAndNeverActForTheSameBeat() {
        int first = FreePorts.next();
        int second = FreePorts.next();
        Alone a = actingFor(node("a", first, second), "a");
        Alone b = actingFor(node("b", second, first), "b");
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () ->
                                Stream.of(a, b)
                                        .allMatch(
                                                (each) ->
                                                        each.turns.size() >= 4
                                                                && each.fences.size() >= 10));
        assertThat(a.turns).allMatch((turn) -> turn.of() == 2 && turn.slot() == 0);
        assertThat(b.turns).allMatch((turn) -> turn.of() == 2 && turn.slot() == 1);
        assertThat(a.fences).doesNotContainAnyElementsOf(b.fences);
    }

    private static String health(ConfigurableApplicationContext context) {
        return context.getBean("chorusHealthIndicator", HealthIndicator.class).health().toString();
    }

    @Test
    void firesNoNumberTwiceWhenItFollowsANodeThatIsBehindAndActsForNoOther() throws Exception {
        FakeNode ahead = fake(new FakeNode("a", 1000));
        FakeNode behind = fake(new FakeNode("b", 980));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Together.class, Alone.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--chorus.follow=" + ahead.url() + "," + behind.url(),
                                "--chorus.node-id=a");
        this.contexts.add(context);
        Together together = context.getBean(Together.class);
        Alone alone = context.getBean(Alone.class);
        await().until(() -> together.beats.size() > 5 && alone.fences.size() > 2);
        ahead.close();
        Follower follower = context.getBean(Follower.class);
        await().until(() -> "b".equals(follower.status().nodeId()));
        long last = together.beats.get(together.beats.size() - 1).number();
        int acts = alone.fences.size();
        await().until(() -> together.beats.get(together.beats.size() - 1).number() > last + 5);
        assertThat(together.numbers()).doesNotHaveDuplicates().isSorted();
        assertThat(alone.fences).hasSizeLessThanOrEqualTo(acts + 1);
        assertThat(health(context)).startsWith("DEGRADED").contains("actsFor=a", "node=b");
    }

    @Test
    void firesNothingWhileItIsLostAndGoesOnAfterwards(CapturedOutput output) throws Exception {
        FakeNode first = fake(new FakeNode("a", 1000, FreePorts.next()));
        ConfigurableApplicationContext context =
                start(Together.class, "--chorus.follow=" + first.url());
        Together together = context.getBean(Together.class);
        Follower follower = context.getBean(Follower.class);
        await().until(() -> together.beats.size() > 5);
        first.close();
        await().until(() -> !together.events.isEmpty() && !follower.isRunning());
        int fired = together.beats.size();
        long last = together.beats.get(fired - 1).number();
        assertThat(health(context)).startsWith("DEGRADED").contains("state=lost", "losses=");
        assertThat(output).contains("No node has answered for 3 s");
        fake(new FakeNode("a", last + 100, first.port()));
        await().until(() -> together.beats.size() > fired + 3);
        assertThat(together.numbers()).doesNotHaveDuplicates().isSorted();
        assertThat(together.beats.get(fired).number()).isGreaterThanOrEqualTo(last + 100);
    }

    @Test
    void saysOnceThatAUrlIsNoNodeAndGoesOnAsking(CapturedOutput output) throws Exception {
        FakeNode other = fake(new FakeNode("a", 1000));
        other.instead = (exchange) -> FakeNode.send(exchange, 404, "text/html", "nothing here");
        ConfigurableApplicationContext context =
                start(Together.class, "--chorus.follow=" + other.url() + "/");
        await().until(() -> other.requests.get() >= 3);
        String line =
                other.url() + "/api/v1 answers with status 404, so it is not the API of a node";
        assertThat(output.getOut().split(line, -1)).hasSize(2);
        assertThat(health(context)).startsWith("DEGRADED").contains("status 404");
        other.instead = null;
        Together together = context.getBean(Together.class);
        await().until(() -> together.beats.size() > 3);
        await().until(() -> health(context).startsWith("UP"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Stable {

        @OnTurn(every = 16, spread = Spread.STABLE)
        void compact() {}
    }

    @Test
    void whatOneMemberDoesRequiresTheIdOfThatMember() {
        assertThatThrownBy(
                        () ->
                                new SpringApplicationBuilder(Alone.class, Stable.class)
                                        .web(WebApplicationType.NONE)
                                        .run("--chorus.follow=http://127.0.0.1:1"))
                .hasMessageContaining("Alone.report")
                .hasMessageContaining(
                        "@OnBeat: by = ONE requires chorus.node-id with chorus.follow")
                .hasMessageContaining("@OnTurn: spread = EVEN requires chorus.node-id")
                .hasMessageContaining("@OnTurn: spread = STABLE requires chorus.node-id");
    }

    @Test
    void namesEveryBadUrlAtTheStart(CapturedOutput output) {
        assertThatThrownBy(
                        () ->
                                start(
                                        Together.class,
                                        "--chorus.follow=localhost:8080,http://a,http://b?c",
                                        "--chorus.ttl=0s"))
                .isNotNull();
        assertThat(output)
                .contains("chorus.follow[0]", "chorus.follow[2]", "chorus.ttl")
                .doesNotContain("chorus.follow[1]");
    }

    @Test
    void anApplicationThatIsSwitchedOffFollowsNoNode() {
        ConfigurableApplicationContext context =
                start(
                        Together.class,
                        "--chorus.follow=http://127.0.0.1:1",
                        "--chorus.enabled=false");
        assertThat(context.getBeanNamesForType(BeatSource.class)).isEmpty();
    }
}
