package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.members.ForgedVotes;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Members;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Members that hold the key, take part in step, and lie in what they report of the rest. The limits
 * that SECURITY.md states for them.
 */
class LiarsTests {

    private static final Settings SETTINGS = Settings.defaults().with(Setting.TTL, 1_000_000_000L);

    private static final long FIRST_NUMBER = 1_000;

    private static final long THIRTY_DAYS_OF_BEATS = 30L * 86_400;

    private final VirtualMesh mesh = new VirtualMesh(SETTINGS, 5, (random) -> 1 + random % 4);
    private int honest;

    /** All of them are in step, of one number, and agree. */
    private void begin(int honestNodes, int liars) {
        begin(honestNodes, liars, MemberRules.DEFAULT);
    }

    private void begin(int honestNodes, int liars, MemberRules rules) {
        this.honest = honestNodes;
        int all = honestNodes + liars;
        for (int i = 0; i < all; i++) {
            String id = (i < honestNodes) ? "honest-" + i : "liar-" + (i - honestNodes);
            this.mesh.add(id, JoinMode.FREE, 0.1 * i, all - 1, FIRST_NUMBER, rules);
        }
        this.mesh.run(10_000);
        assertThat(actsWithinSeconds(7)).isGreaterThanOrEqualTo(5 * honestNodes / all);
    }

    private VirtualMesh.Member honest(int index) {
        return this.mesh.members.get("honest-" + index);
    }

    private void lie(UnaryOperator<Report> lies) {
        this.mesh.members.forEach(
                (id, member) -> member.wire = id.startsWith("liar") ? lies::apply : member.wire);
    }

    private void lieInBeats(UnaryOperator<BeatReport> lies) {
        lie((report) -> report.toBuilder().beat(lies.apply(report.beat())).build());
    }

    /** The liars fall silent. */
    private void endLies() {
        List.copyOf(this.mesh.members.keySet()).stream()
                .filter((id) -> id.startsWith("liar"))
                .forEach(this.mesh::kill);
    }

    /** Runs on, and returns how many numbers one honest node acts for; no number may have two. */
    private int actsWithinSeconds(int seconds) {
        Map<Long, Set<String>> acts = acts(seconds);
        assertThat(acts).allSatisfy((number, ids) -> assertThat(ids).hasSize(1));
        return acts.size();
    }

    /** Runs on, and returns which honest nodes act for a number. */
    private Map<Long, Set<String>> acts(int seconds) {
        for (int i = 0; i < this.honest; i++) {
            honest(i).agreed.clear();
        }
        this.mesh.run(seconds * 1000L);
        Map<Long, Set<String>> acts = new HashMap<>();
        for (int i = 0; i < this.honest; i++) {
            String id = "honest-" + i;
            for (var agreed : honest(i).agreed.entrySet()) {
                MemberList list = agreed.getValue();
                if (Rotation.owner(list, agreed.getKey(), 1).equals(id)) {
                    acts.computeIfAbsent(agreed.getKey(), (number) -> new HashSet<>()).add(id);
                }
            }
        }
        return acts;
    }

    /** The honest are in step, and each number is fired once and by all of them. */
    private void assertThatTheHonestBeatTogether() {
        String[] ids = new String[this.honest];
        for (int i = 0; i < this.honest; i++) {
            ids[i] = "honest-" + i;
            List<Long> fired = honest(i).fired.stream().map(FiredBeat::number).toList();
            assertThat(fired).isSorted().doesNotHaveDuplicates();
            assertThat(last(i)).isEqualTo(last(0));
        }
        assertThat(this.mesh.spread(ids)).isLessThan(0.02);
    }

    private long last(int index) {
        List<FiredBeat> fired = honest(index).fired;
        return fired.get(fired.size() - 1).number();
    }

    private int listedByThemselves() {
        int listed = 0;
        for (MemberView view : honest(0).node.snapshot().beat().members()) {
            listed += (view.isPresent() && view.nodeId().startsWith("honest")) ? 1 : 0;
        }
        return listed;
    }

    @Test
    void whoDeclaresMembersGoneStopsWhatOneMayDoAndNothingElse() {
        begin(5, 2);
        Boot boot = honest(0).node.snapshot().identity().boot();
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number(),
                                true,
                                List.of(
                                        new MemberEntry(
                                                "honest-0", boot, 1L << 31, MemberState.GONE, 0)),
                                beat.lists()));
        actsWithinSeconds(4);
        assertThat(actsWithinSeconds(10)).isZero();
        assertThatTheHonestBeatTogether();
        endLies();
        // Absent for two members' TTL, and then known by its own reports.
        actsWithinSeconds(20);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
    }

    @Test
    void whoStatesABootThatIsNotThereStopsWhatOneMayDoAndNothingElse() {
        begin(5, 2);
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number(),
                                true,
                                List.of(
                                        new MemberEntry(
                                                "honest-0",
                                                new Boot(1L << 50, 1),
                                                this.honest(1).node.snapshot().lamport(),
                                                MemberState.SETTLED,
                                                0)),
                                beat.lists()));
        actsWithinSeconds(4);
        assertThat(actsWithinSeconds(10)).isZero();
        assertThatTheHonestBeatTogether();
        endLies();
        actsWithinSeconds(20);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
    }

    @Test
    void membersThatAreMadeUpAreBoundedAndForgotten() {
        begin(5, 2);
        int[] made = {0};
        lieInBeats(
                (beat) -> {
                    List<MemberEntry> entries = new ArrayList<>();
                    for (int i = 0; i < BeatReport.MAX_MEMBERS; i++) {
                        entries.add(
                                new MemberEntry(
                                        "made-up-" + made[0]++,
                                        new Boot(1, 1),
                                        1,
                                        MemberState.GONE,
                                        0));
                    }
                    return new BeatReport(beat.number(), true, entries, beat.lists());
                });
        for (int i = 0; i < 10; i++) {
            actsWithinSeconds(1);
        }
        assertThat(made[0]).isGreaterThan(Members.MAX_IDS);
        assertThat(honest(0).node.snapshot().beat().members())
                .hasSizeBetween(Members.MAX_IDS / 2, Members.MAX_IDS + 1);
        assertThatTheHonestBeatTogether();
        endLies();
        actsWithinSeconds(20);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
        assertThat(honest(0).node.snapshot().beat().members()).hasSizeLessThan(10);
        assertThat(listedByThemselves()).isEqualTo(5);
    }

    @Test
    void aNumberFarAheadIsFollowedByNone() {
        begin(5, 2);
        stateFarAhead();
        actsWithinSeconds(10);
        assertThat(last(0)).isLessThan(FIRST_NUMBER + 100);
        assertThatTheHonestBeatTogether();
        assertThat(honest(0).node.beat().disputed()).isEqualTo(2);
    }

    @Test
    void aNumberFarAheadThatMostStateIsFollowed() {
        begin(2, 5);
        stateFarAhead();
        actsWithinSeconds(6);
        assertThat(last(0)).isGreaterThan(1L << 40);
        assertThatTheHonestBeatTogether();
    }

    private void stateFarAhead() {
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number() + (1L << 40), true, beat.members(), beat.lists()));
    }

    @Test
    void aNumberALittleAheadPushesAllByLessThanThirtyDaysATtl() {
        begin(5, 2);
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number() + 1_000_000, true, beat.members(), beat.lists()));
        int seconds = 10;
        actsWithinSeconds(seconds);
        assertThat(last(0))
                .isGreaterThan(1_000_000)
                .isLessThan(FIRST_NUMBER + (seconds + 1) * THIRTY_DAYS_OF_BEATS);
        assertThatTheHonestBeatTogether();
        endLies();
        actsWithinSeconds(10);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
        assertThatTheHonestBeatTogether();
    }

    @Test
    void whoVotesForListsOfItsOwnStopsWhatOneMayDoAndNothingElse() {
        begin(5, 1);
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number(),
                                true,
                                beat.members(),
                                ForgedVotes.forOtherLists(beat.lists())));
        actsWithinSeconds(4);
        assertThat(actsWithinSeconds(10)).isZero();
        assertThatTheHonestBeatTogether();
        endLies();
        actsWithinSeconds(10);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
    }

    /** A ring of them says yes to whatever is asked. The honest still see each other's votes. */
    @Test
    void whoStatesTheGreatestRadiusMakesNoTwoActForOneNumber() {
        begin(3, 4);
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number(),
                                true,
                                List.of(),
                                ForgedVotes.asFarAsCanBe(lastOf(0).beat().lists())));
        actsWithinSeconds(5);
        this.mesh.kill("honest-2");
        this.honest = 2;
        actsWithinSeconds(20);
        assertThatTheHonestBeatTogether();
    }

    /**
     * A node that hears liars alone is as one that is cut off: it acts for numbers for which others
     * act. The guard against both sides of a cut does not help, since the liars have news of all.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void whoIsSurroundedByLiarsActsBesideTheOthersAndHarmsNoneOfThem(int expected) {
        begin(5, 2, new MemberRules(0, expected, Overlay.FULL));
        this.mesh.links = (from, to) -> isAside(from) == isAside(to);
        lieInBeats(
                (beat) ->
                        new BeatReport(
                                beat.number(),
                                true,
                                newsOfAll(),
                                ForgedVotes.asFarAsCanBe(lastOf(0).beat().lists())));
        this.mesh.run(20_000);
        Map<Long, Set<String>> acts = acts(30);
        Set<Long> beside = new HashSet<>();
        Set<Long> others = new HashSet<>();
        acts.forEach(
                (number, ids) -> {
                    boolean surrounded = ids.remove("honest-0");
                    assertThat(ids).as("beside the surrounded node").hasSizeLessThan(2);
                    (surrounded ? beside : others).add(number);
                });
        assertThat(beside).hasSizeGreaterThan(2);
        assertThat(others).hasSizeGreaterThan(20);
        assertThat(acts.entrySet())
                .as("acts of both")
                .anyMatch((act) -> beside.contains(act.getKey()) && !act.getValue().isEmpty());
        assertThat(this.mesh.spread("honest-1", "honest-2", "honest-3", "honest-4"))
                .isLessThan(0.02);

        endLies();
        this.mesh.links = (from, to) -> true;
        this.mesh.run(20_000);
        assertThat(actsWithinSeconds(10)).isGreaterThan(7);
        assertThatTheHonestBeatTogether();
    }

    private static boolean isAside(String id) {
        return id.startsWith("liar") || id.equals("honest-0");
    }

    /** True but for their age, as a spy among the others could give it. */
    private List<MemberEntry> newsOfAll() {
        List<MemberEntry> entries = new ArrayList<>();
        for (int i = 1; i < this.honest; i++) {
            NodeSnapshot other = honest(i).node.snapshot();
            entries.add(
                    new MemberEntry(
                            "honest-" + i,
                            other.identity().boot(),
                            other.lamport(),
                            MemberState.SETTLED,
                            0));
        }
        return entries;
    }

    private Report lastOf(int index) {
        List<Report> sent = honest(index).sent;
        return sent.get(sent.size() - 1);
    }

    @Test
    void aLiarShiftsTheEstimateOfTheOrderByWhatTheContractStates() {
        begin(6, 1);
        lie((report) -> report.toBuilder().order(new ComplexOrder(0, 0)).build());
        actsWithinSeconds(30);
        double estimate = honest(0).node.meshOrder().r();
        assertThat(1 - estimate).isBetween(0.5, 1 / (1 + 0.02 * 7) + 0.001);
        assertThatTheHonestBeatTogether();
        endLies();
        actsWithinSeconds(60);
        assertThat(honest(0).node.meshOrder().r()).isGreaterThan(0.99);
    }
}
