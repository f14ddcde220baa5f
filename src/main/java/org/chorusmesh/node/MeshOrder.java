package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.PeerView;

/** The order parameter of a node and those peers that have evidence, muted or not. */
final class MeshOrder {

    private MeshOrder() {}

    static OrderParameter of(Oscillator own, List<PeerView> views) {
        Field everyone = new Field();
        everyone.add(1, own.phase(), own.rate());
        for (PeerView view : views) {
            if (view.evidence() > 0) {
                everyone.add(1, view.phase(), view.frequency());
            }
        }
        double total = everyone.totalWeight();
        return new OrderParameter(
                everyone.magnitude() / total, Phases.wrap(everyone.angle()), (int) total);
    }
}
