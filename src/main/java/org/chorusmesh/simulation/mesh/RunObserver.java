package org.chorusmesh.simulation.mesh;

import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;

/** Observes a run. An observer changes nothing, so a run is the same with any observer. */
public interface RunObserver {

    /** An observer that does nothing. */
    RunObserver NONE =
            new RunObserver() {
                @Override
                public void stepped(
                        long nanos, Member member, List<Arrival> arrivals, StepResult result) {}

                @Override
                public void sampled(long nanos) {}
            };

    /**
     * Called after each step of a node.
     *
     * @param nanos instant of the step, in virtual time
     * @param member the member whose node stepped
     * @param arrivals the reports that the step drained; valid during this call only
     * @param result the result of the step
     */
    void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result);

    /**
     * Called at each sample, after all events and steps at its instant.
     *
     * @param nanos instant of the sample, in virtual time
     */
    void sampled(long nanos);
}
