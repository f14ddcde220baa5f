package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTests {

    private static final CommandResult APPLIED = new CommandResult.Applied();

    private static SettingsChange coupling(double coupling) {
        return SettingsChange.of(Setting.COUPLING, coupling);
    }

    @Test
    void settingsAreInForceFromTheStepThatAnswers() {
        TestNode node = new TestNode();
        assertThat(node.command(new Command.ChangeSettings(null, coupling(4)))).isEqualTo(APPLIED);
        assertThat(node.node.settings().coupling()).isEqualTo(4);
        assertThat(node.node.settings().ttlNanos()).isEqualTo(Settings.defaults().ttlNanos());
        assertThat(node.node.snapshot().settingsVersion()).isEqualTo(1);
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        TestNode node = new TestNode();
        assertThat(node.command(new Command.ChangeSettings(0L, coupling(3)))).isEqualTo(APPLIED);
        assertThat(node.command(new Command.ChangeSettings(1L, coupling(3)))).isEqualTo(APPLIED);
        assertThat(node.node.snapshot().settingsVersion()).isEqualTo(1);
    }

    @Test
    void aChangeMadeForAnotherVersionIsRefused() {
        TestNode node = new TestNode();
        node.command(new Command.ChangeSettings(0L, coupling(4)));
        assertThat(node.command(new Command.ChangeSettings(0L, coupling(5))))
                .isEqualTo(new CommandResult.VersionConflict(1));
        assertThat(node.node.settings().coupling()).isEqualTo(4);
    }

    @Test
    void everyFaultIsNamedAndNothingIsHalfApplied() {
        TestNode node = new TestNode();
        SettingsChange change =
                SettingsChange.of(Setting.COUPLING, -1.0)
                        .with(Setting.FREQUENCY, Double.NaN)
                        .with(Setting.PHASE_LAG, 4.0)
                        .with(Setting.NOISE, 1e9)
                        .with(Setting.STEP, 1L)
                        .with(Setting.GOSSIP_PERIOD, Setting.TTL.max())
                        .with(Setting.TTL, Setting.TTL.max().longValue() + 1);
        CommandResult result = node.command(new Command.ChangeSettings(null, change));
        assertThat(result).isInstanceOf(CommandResult.Invalid.class);
        assertThat(((CommandResult.Invalid) result).violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "coupling",
                        "frequencyHz",
                        "phaseLag",
                        "noise",
                        "step",
                        "ttl",
                        "gossipPeriod");
        assertThat(node.node.settings()).isEqualTo(Settings.defaults());
    }

    @Test
    void theGossipPeriodLiesBetweenTheStepAndAFifthOfTheTtl() {
        Settings d = Settings.defaults();
        assertThat(withPeriods(d.stepNanos(), 400_000_000L).violations()).isEmpty();
        assertThat(withPeriods(d.stepNanos(), 400_000_001L).violations())
                .extracting(Violation::field)
                .containsExactly("gossipPeriod");
        assertThat(withPeriods(50_000_000L, 50_000_000L).violations()).isEmpty();
        assertThat(withPeriods(50_000_001L, 50_000_000L).violations())
                .extracting(Violation::field)
                .containsExactly("gossipPeriod");
    }

    private static Settings withPeriods(long stepNanos, long gossipPeriodNanos) {
        return Settings.defaults()
                .with(Setting.STEP, stepNanos)
                .with(Setting.GOSSIP_PERIOD, gossipPeriodNanos);
    }

    @Test
    void aShorterGossipPeriodIsFollowedAtOnce() {
        TestNode node =
                new TestNode(
                        Settings.defaults()
                                .with(Setting.GOSSIP_PERIOD, 1_000_000_000L)
                                .with(Setting.TTL, 10_000_000_000L),
                        JoinMode.FREE,
                        10);
        assertThat(node.step(10).report()).isNotNull();
        assertThat(node.step(10).report()).isNull();
        node.command(
                new Command.ChangeSettings(
                        null, SettingsChange.of(Setting.GOSSIP_PERIOD, 50_000_000L)));
        int reports = 0;
        for (int i = 0; i < 100; i++) {
            reports += (node.step(10).report() != null) ? 1 : 0;
        }
        assertThat(reports).isBetween(19, 21);
    }

    @Test
    void reportsKeepTheirPeriodThoughStepsComeEarlyAndLate() {
        TestNode node = new TestNode();
        SplittableRandom random = new SplittableRandom(2);
        int reports = 0;
        long now = node.now();
        for (int i = 1; i <= 2000; i++) {
            long jittered = now + i * 10_000_000L + random.nextLong(-2_000_000L, 2_000_000L);
            reports +=
                    (node.node.step(jittered, Inbound.NOTHING, java.util.List.of()).report()
                                    != null)
                            ? 1
                            : 0;
        }
        assertThat(reports).isBetween(399, 401);
    }

    @Test
    void thePhaseCanBeSetAndKicked() {
        TestNode node = new TestNode();
        node.command(new Command.ChangeSettings(null, SettingsChange.of(Setting.FREQUENCY, 0.0)));
        assertThat(node.command(new Command.SetPhase(1))).isEqualTo(APPLIED);
        assertThat(node.node.snapshot().phase()).isCloseTo(1, within(1e-12));
        assertThat(node.command(new Command.Kick(-2))).isEqualTo(APPLIED);
        assertThat(node.node.snapshot().phase()).isCloseTo(2 * Math.PI - 1, within(1e-12));
    }

    /** Whole turns would be beats that nobody has counted. */
    @ParameterizedTest
    @ValueSource(doubles = {2 * Math.PI * 1000 + 0.5, -2 * Math.PI * 1000 + 0.5, 1e6, 1e20, -1e300})
    void aKickMovesTheNumberByTheShorterWay(double radians) {
        TestNode node = new TestNode();
        node.command(new Command.ChangeSettings(null, SettingsChange.of(Setting.FREQUENCY, 0.0)));
        node.command(new Command.SetPhase(3));
        long number = node.node.beat().number();
        assertThat(node.command(new Command.Kick(radians))).isEqualTo(APPLIED);
        assertThat(node.node.beat().number()).isBetween(number - 1, number + 1);
    }

    @Test
    void aPhaseThatIsNoNumberIsRefused() {
        TestNode node = new TestNode();
        double phase = node.node.snapshot().phase();
        assertThat(node.command(new Command.SetPhase(Double.NaN)))
                .isInstanceOf(CommandResult.Invalid.class);
        assertThat(node.command(new Command.Kick(Double.POSITIVE_INFINITY)))
                .isInstanceOf(CommandResult.Invalid.class);
        assertThat(node.node.snapshot().phase())
                .isCloseTo(phase + 2 * Math.PI * 0.02, within(1e-9));
    }

    @Test
    void anUnknownPeerCannotBeOverriddenNorAWeightOutOfRangeSet() {
        TestNode node = new TestNode();
        assertThat(node.command(new Command.OverridePeer("b", 0.5, null)))
                .isEqualTo(new CommandResult.UnknownPeer());
        node.judge(Reports.B.build());
        assertThat(node.command(new Command.OverridePeer("b", 1.5, null)))
                .isInstanceOf(CommandResult.Invalid.class);
        assertThat(node.command(new Command.OverridePeer("b", Double.NaN, true)))
                .isInstanceOf(CommandResult.Invalid.class);
        assertThat(node.node.snapshot().overrides()).isEmpty();
    }

    @Test
    void everyCommandGetsAResult() {
        for (Command command : TestCommands.ofEveryKind()) {
            assertThat(new TestNode().command(command)).as(command.toString()).isNotNull();
        }
    }

    @Test
    void aFaultyConfigurationIsRefusedWithEveryFaultNamed() {
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("", "x\u0007", new Boot(1, 1)),
                        withPeriods(1, 0),
                        JoinMode.FREE,
                        Double.NaN,
                        0);
        assertThatThrownBy(() -> new Node(configuration, new SplittableRandom(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "nodeId", "mesh", "step", "gossipPeriod", "initialPhase", "maxPeers");
    }
}
