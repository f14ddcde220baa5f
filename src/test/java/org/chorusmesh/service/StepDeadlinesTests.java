package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link StepDeadlines}. */
class StepDeadlinesTests {

    @Test
    void leavesMissedStepsOut() {
        assertThat(after(100, 105)).isEqualTo(110);
        assertThat(after(100, 110)).isEqualTo(110);
        assertThat(after(100, 111)).isEqualTo(120);
        assertThat(after(100, 1_000_003)).isEqualTo(1_000_010);
        assertThat(after(-105, -90)).isEqualTo(-85);
    }

    private static long after(long dueNanos, long endedNanos) {
        StepDeadlines deadlines = new StepDeadlines(dueNanos);
        deadlines.stepped(dueNanos + 1, endedNanos, 10, 10);
        return deadlines.dueNanos(false);
    }

    @Test
    void aCalmNodeStepsLaterUnlessACommandWaits() {
        StepDeadlines deadlines = new StepDeadlines(100);
        deadlines.stepped(101, 103, 10, 50);
        assertThat(deadlines.dueNanos(false)).isEqualTo(151);
        assertThat(deadlines.dueNanos(true)).isEqualTo(110);
        // The command came long after it could have been obeyed: the step is not late.
        assertThat(deadlines.latenessNanos(140)).isZero();
        deadlines.stepped(140, 142, 10, 10);
        assertThat(deadlines.dueNanos(false)).isEqualTo(150);
        assertThat(deadlines.latenessNanos(153)).isEqualTo(3);
        // It slept beyond the time that it meant to.
        deadlines.stepped(153, 155, 10, 50);
        assertThat(deadlines.dueNanos(false)).isEqualTo(203);
        deadlines.stepped(300, 301, 10, 10);
        assertThat(deadlines.dueNanos(false)).isEqualTo(303);
    }
}
