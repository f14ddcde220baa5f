package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

/**
 * Small meshes in which news has a long way. Each is shown with the age that entries carry, and
 * with entries that say they are new: it is the age that ends them.
 */
class ForgettingTests {

    private static final long MILLI = 1_000_000L;

    private static final long STEP_MILLIS = 10;

    private static final Boot BOOT = new Boot(1, 1);

    private static MemberEntry made(MemberEntry entry, boolean agesCarried) {
        return agesCarried
                ? entry
                : new MemberEntry(entry.nodeId(), entry.boot(), entry.lamport(), entry.state(), 0);
    }

    /** A ring of sixteen. Each hears its two neighbours only, one step after they spoke. */
    private static final class Ring {

        private static final int SIZE = 16;
        private static final long TTL_MILLIS = 1000;
        private static final long PERIOD_MILLIS = 200;

        private final List<Members> nodes = new ArrayList<>();
        private final boolean agesCarried;
        private final TreeSet<Long> forgottenMillis = new TreeSet<>();
        private long nowMillis;

        Ring(boolean agesCarried) {
            this.agesCarried = agesCarried;
            for (int i = 0; i < SIZE; i++) {
                this.nodes.add(new Members("n" + i, BOOT, MemberRules.DEFAULT));
            }
        }

        /** Lets them speak, all but some of the first, who are dead. */
        void run(long millis, int dead) {
            for (long end = this.nowMillis + millis;
                    this.nowMillis < end;
                    this.nowMillis += STEP_MILLIS) {
                for (int i = dead; i < SIZE; i++) {
                    int present = this.nodes.get(i).presentCount();
                    this.nodes
                            .get(i)
                            .age(STEP_MILLIS * MILLI, 0, TTL_MILLIS * MILLI, PERIOD_MILLIS * MILLI);
                    if (this.nodes.get(i).presentCount() < present) {
                        this.forgottenMillis.add(this.nowMillis);
                    }
                }
                for (int i = dead; i < SIZE; i++) {
                    if ((this.nowMillis + 70L * i) % PERIOD_MILLIS == 0) {
                        speak(i);
                    }
                }
            }
        }

        private void speak(int from) {
            List<MemberEntry> entries = this.nodes.get(from).nextEntries(0, 1);
            for (int to : new int[] {(from + 1) % SIZE, (from + SIZE - 1) % SIZE}) {
                Members hearer = this.nodes.get(to);
                hearer.hear(
                        "n" + from,
                        BOOT,
                        this.nowMillis,
                        MemberState.SETTLED,
                        0,
                        PERIOD_MILLIS * MILLI,
                        false);
                for (MemberEntry entry : entries) {
                    hearer.hear(made(entry, this.agesCarried), 0);
                }
            }
        }

        long forgettingMillis() {
            return this.forgottenMillis.last() - this.forgottenMillis.first();
        }
    }

    @Test
    void everyoneForgetsADeadMemberWithin300MillisecondsOfEachOther() {
        Ring ring = new Ring(true);
        ring.run(10_000, 0);
        assertThat(ring.nodes).allMatch((node) -> node.presentCount() == Ring.SIZE);
        assertThat(ring.forgottenMillis).isEmpty();
        ring.run(10_000, 1);
        assertThat(ring.nodes.subList(1, Ring.SIZE))
                .allMatch((node) -> node.presentCount() == Ring.SIZE - 1);
        assertThat(ring.forgettingMillis()).isLessThanOrEqualTo(300);
    }

    @Test
    void withoutTheAgeTheyWouldForgetItLaterTheFartherTheyAre() {
        Ring ring = new Ring(false);
        ring.run(10_000, 0);
        ring.run(20_000, 1);
        assertThat(ring.forgettingMillis()).isGreaterThan(600);
    }

    /** Passes one dead member's news round a ring in one direction, for a minute. */
    private static List<Members> passRound(boolean agesCarried) {
        List<Members> nodes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            nodes.add(new Members("n" + i, BOOT, MemberRules.DEFAULT));
            nodes.get(i).age(0, 0, 250 * MILLI, 50 * MILLI);
        }
        nodes.get(0).hear(new MemberEntry("zombie", BOOT, 7, MemberState.SETTLED, 0), 0);
        for (int period = 0; period < 1200; period++) {
            List<List<MemberEntry>> said = new ArrayList<>();
            for (Members node : nodes) {
                node.age(50 * MILLI, 0, 250 * MILLI, 50 * MILLI);
                said.add(node.nextEntries(0, 1));
            }
            for (int i = 0; i < nodes.size(); i++) {
                Members hearer = nodes.get((i + 1) % nodes.size());
                said.get(i).forEach((entry) -> hearer.hear(made(entry, agesCarried), 0));
            }
        }
        return nodes;
    }

    @Test
    void newsOfADeadMemberDoesNotCirculateForEver() {
        assertThat(passRound(true)).allMatch((node) -> node.views().size() == 1);
    }

    @Test
    void withoutTheAgeItWould() {
        assertThat(passRound(false)).anyMatch((node) -> node.presentCount() == 2);
    }
}
