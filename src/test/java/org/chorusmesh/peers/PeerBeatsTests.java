package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.beat.BeatCount;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.StepPoll;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.members.Agreement;
import org.chorusmesh.members.FrozenList;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.junit.jupiter.api.Test;

class PeerBeatsTests {

    private static final double W = 2 * Math.PI;

    private static final long MILLI = 1_000_000L;

    private static final long TTL = 1_000 * MILLI;

    private static final long OWN_BITS = 99;

    private static final Observer OBSERVER = new Observer(OWN_BITS, W, 2.5, 0, TTL);

    private static final long EPOCH = 4;

    private static final List<String> IDS = List.of("a", "b", "c");

    private final PeerTable table = new PeerTable(10, Remedies.ALL);

    private final BeatCount own = new BeatCount(100, 1, W);

    private long now;

    private long lamport;

    /** A boot that is often the one before, and a statement that often is. */
    private Report report(SplittableRandom random) {
        String id = IDS.get(random.nextInt(IDS.size()));
        List<ListVote> votes = new ArrayList<>();
        for (long epoch = EPOCH; epoch <= EPOCH + 1; epoch++) {
            votes.add(new ListVote(epoch, (random.nextInt(9) == 0) ? 8 : 7, random.nextInt(3)));
        }
        BeatReport beat =
                new BeatReport(
                        100 + random.nextInt(5) / 4,
                        random.nextInt(5) > 0,
                        List.of(),
                        (random.nextInt(5) > 0) ? votes : List.of());
        return new Report(
                id,
                new Boot((random.nextInt(30) == 0) ? this.lamport : 1, 1),
                this.lamport,
                this.now,
                50 * MILLI,
                1,
                W,
                W,
                random.nextInt(8) == 0,
                random.nextInt(20) == 0,
                List.of(new Echo(OWN_BITS, this.now - MILLI, 0)),
                null,
                (random.nextInt(9) > 0) ? beat : null,
                null,
                0);
    }

    private void step(SplittableRandom random) {
        this.now += 10 * MILLI;
        this.lamport++;
        this.table.age((random.nextInt(20) == 0) ? TTL / 2 : 10 * MILLI, TTL);
        for (int i = random.nextInt(3); i > 0; i--) {
            this.lamport++;
            this.table.admit(report(random), this.now, this.now, OBSERVER);
        }
        this.table.evictSilent(TTL);
        this.table.addTo(new Field(), this.now, this.now, OBSERVER);
        if (random.nextInt(3) == 0) {
            this.table.beats().look(this.own, this.now, OBSERVER, new StepPoll());
        }
        if (random.nextInt(30) == 0) {
            this.own.leap(1);
            this.table.beats().leapt(1);
        }
    }

    /** As a node that asks its peers only when one of them states something else. */
    @Test
    void anAgreementHoldsUntilAPeerStatesSomethingElse() {
        SplittableRandom random = new SplittableRandom(7);
        FrozenList frozen =
                new FrozenList(
                        EPOCH,
                        MemberList.of(
                                IDS.stream().map((id) -> new Slot(id, new Boot(1, 1))).toList()),
                        7);
        Agreement kept = new Agreement("me");
        int asked = 0;
        int agreed = 0;
        for (int i = 0; i < 20_000; i++) {
            step(random);
            if (kept.begins(frozen, this.table.beats().statements())) {
                this.table.beats().ask(kept);
                asked++;
            }
            Agreement fresh = new Agreement("me");
            fresh.begin(EPOCH, frozen);
            this.table.beats().ask(fresh);
            assertThat(kept.radius(true)).as("step %d", i).isEqualTo(fresh.radius(true));
            agreed += (fresh.radius(true) > 0) ? 1 : 0;
        }
        assertThat(asked).isBetween(2_000, 19_000);
        assertThat(agreed).isGreaterThan(500);
    }

    @Test
    void aPeerThatRepeatsWhatItHasStatedIsNotAskedAgain() {
        Report report =
                new Report(
                        "a",
                        new Boot(1, 1),
                        1,
                        0,
                        50 * MILLI,
                        1,
                        W,
                        W,
                        false,
                        false,
                        List.of(),
                        null,
                        new BeatReport(100, true, List.of(), List.of(new ListVote(EPOCH, 7, 1))),
                        null,
                        0);
        this.table.admit(report, 0, 0, OBSERVER);
        long statements = this.table.beats().statements();
        this.table.admit(new ReportBuilder(report).lamport(2).build(), 0, 0, OBSERVER);
        assertThat(this.table.beats().statements()).isEqualTo(statements);
        this.table.admit(
                new ReportBuilder(report).lamport(3).joining(true).build(), 0, 0, OBSERVER);
        assertThat(this.table.beats().statements()).isGreaterThan(statements);
    }
}
