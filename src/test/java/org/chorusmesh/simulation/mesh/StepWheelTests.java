package org.chorusmesh.simulation.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StepWheelTests {

    private static final long STEP = 1000;

    private record Due(long atNanos, int member) {}

    private final StepWheel wheel = new StepWheel(50, STEP, STEP);

    private final TreeSet<Due> expected =
            new TreeSet<>(Comparator.comparingLong(Due::atNanos).thenComparingInt(Due::member));

    private void add(int member, long atNanos) {
        this.wheel.add(member, atNanos);
        this.expected.add(new Due(atNanos, member));
    }

    private void hasten(Due due, long atNanos) {
        this.wheel.hasten(due.member(), atNanos);
        if (atNanos < due.atNanos()) {
            this.expected.remove(due);
            this.expected.add(new Due(atNanos, due.member()));
        }
    }

    @Test
    void stepsComeInOrderHoweverFarAwayAndSomeEarlierThanPlanned() {
        SplittableRandom random = new SplittableRandom(1);
        for (int member = 0; member < 50; member++) {
            add(member, random.nextLong(STEP));
        }
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) == 0) {
                List<Due> all = new ArrayList<>(this.expected);
                hasten(all.get(random.nextInt(all.size())), now + random.nextLong(3 * STEP));
            }
            Due next = this.expected.pollFirst();
            assertThat(this.wheel.peek(Long.MAX_VALUE / 2)).isEqualTo(next.atNanos());
            assertThat(this.wheel.remove()).isEqualTo(next.member());
            now = next.atNanos();
            add(next.member(), now + STEP * (1 + random.nextInt(30)));
        }
    }

    @Test
    void aMemberThatIsNotScheduledIsNotHastened() {
        this.wheel.hasten(7, 1);
        assertThat(this.wheel.contains(7)).isFalse();
        assertThat(this.wheel.peek(10 * STEP)).isEqualTo(Long.MAX_VALUE);
    }
}
