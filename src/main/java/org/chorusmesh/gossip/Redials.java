package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How many addresses are dialled again at a time. Where many peers fall silent at once, the cause
 * is most often this node or its machine, and a dial to each of them would take the CPU that their
 * reports wait for. A redial is under way until a report comes by it, or its time is over. The
 * control thread owns it.
 */
final class Redials {

    private static final int LEAST = 4;

    /** Of so many addresses, one is dialled again at a time. */
    private static final int ADDRESSES_A_REDIAL = 4;

    private int most;
    private int underWay;
    private int repeated;

    /**
     * Begins a round.
     *
     * @param addresses those that are dialled
     * @param awakeNanos monotonic time that stands still while this node does
     * @param health the {@linkplain LocalHealth#factor factor} of this node: the more it is
     *     starved, the fewer redials
     * @return the addresses in the order in which they may ask: who has waited longest comes first
     */
    List<WantedAddress> begin(Collection<WantedAddress> addresses, long awakeNanos, double health) {
        this.underWay = 0;
        this.repeated = 0;
        for (WantedAddress each : addresses) {
            int attempts = each.redialsUnderWay(awakeNanos);
            this.underWay += (attempts > 0) ? 1 : 0;
            this.repeated += (attempts > 1) ? 1 : 0;
        }
        int usual = Math.max(LEAST, addresses.size() / ADDRESSES_A_REDIAL);
        this.most = Math.max(1, (int) (usual / health));
        List<WantedAddress> inTurn = new ArrayList<>(addresses);
        inTurn.sort(Comparator.comparingLong(WantedAddress::patienceEndsAwake));
        return inTurn;
    }

    /**
     * Asks for one more redial. Those after one that brought nothing get half of the places, so
     * that dead addresses do not keep a living one waiting.
     *
     * @param again whether the last dial to the address brought nothing
     * @return whether it may begin
     */
    boolean ask(boolean again) {
        if (this.underWay >= this.most || (again && this.repeated >= Math.max(1, this.most / 2))) {
            return false;
        }
        this.underWay++;
        this.repeated += again ? 1 : 0;
        return true;
    }
}
