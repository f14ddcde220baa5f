package org.chorusmesh.gossip;

import org.jspecify.annotations.Nullable;

/**
 * What is found at an address, and for how long it has been so. The control thread owns it; any
 * thread may read it. Its time passes only while this node is awake.
 */
final class FoundState {

    private volatile Finding finding;
    private volatile long sinceAwake;
    private volatile long atAwake;
    private boolean ticked;

    /**
     * @param first what is taken for granted until something is found
     */
    FoundState(AddressState first) {
        this.finding = Finding.of(first);
    }

    /** It is later now. What is found from here on is found at this instant. */
    void tick(long awakeNanos) {
        if (!this.ticked) {
            this.ticked = true;
            this.sinceAwake = awakeNanos;
        }
        this.atAwake = awakeNanos;
    }

    /**
     * Notes what the connections show for certain. A new one that has not come far yet shows
     * nothing.
     *
     * @param first the connection that has delivered, or is the only one
     * @param second the one that was dialled beside it
     * @param delivers whether the first has delivered a frame
     * @param longSilent whether none has come for so long that the address is no longer heard
     */
    void observe(
            @Nullable Connection first,
            @Nullable Connection second,
            boolean delivers,
            boolean longSilent) {
        Finding last = (first != null) ? first.finding() : null;
        if (last != null && (!longSilent || !delivers)) {
            find(last);
            return;
        }
        if (!longSilent && isHeard()) {
            return;
        }
        Connection latest = (second != null) ? second : first;
        Contact contact = (latest != null) ? latest.contact() : Contact.NONE;
        AddressState known = this.finding.state();
        if (contact == Contact.REFUSED) {
            find(Finding.of(AddressState.UNREACHABLE));
        } else if (contact == Contact.FOREIGN) {
            find(Finding.of(AddressState.NOT_CHORUS));
        } else if (contact == Contact.GREETED && !known.isMistake()) {
            find(Finding.of(AddressState.SILENT));
        } else if (known.isWell()) {
            find(Finding.of(AddressState.UNREACHABLE));
        }
    }

    /** Notes what a connection has shown in all the time it was given. */
    void conclude(@Nullable Connection connection) {
        if (connection != null && connection.finding() == null) {
            find(Finding.of(connection.contact().unlessHeard()));
        }
    }

    void find(Finding found) {
        if (found.state() != this.finding.state()) {
            this.sinceAwake = this.atAwake;
        }
        this.finding = found;
    }

    Finding finding() {
        return this.finding;
    }

    /** Whether a peer's reports come from there. */
    boolean isHeard() {
        return this.finding.state() == AddressState.HEARD;
    }

    /** The instant of the last tick. */
    long atAwake() {
        return this.atAwake;
    }

    /** How long the state has been the same. */
    long forNanos() {
        return Math.max(0, this.atAwake - this.sinceAwake);
    }
}
