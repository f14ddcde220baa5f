package org.chorusmesh.simulation.mesh;

import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;

/** Looks on while a mesh runs. It changes nothing, so a run is the same with any onlooker. */
public interface Onlooker {

    /** One that does nothing. */
    Onlooker NOBODY =
            new Onlooker() {
                @Override
                public void stepped(
                        long nanos, Member member, List<Arrival> arrivals, StepResult result) {}

                @Override
                public void looked(long nanos) {}
            };

    /**
     * A node has stepped.
     *
     * @param nanos when, in virtual time
     * @param member whose node
     * @param arrivals what the step drained; valid during this call only
     * @param result what the step gave
     */
    void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result);

    /**
     * The mesh has come to an instant at which it is looked at.
     *
     * @param nanos when, in virtual time
     */
    void looked(long nanos);
}
