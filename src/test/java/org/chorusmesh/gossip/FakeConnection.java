package org.chorusmesh.gossip;

import org.jspecify.annotations.Nullable;

/** A connection that shows what a test says. */
final class FakeConnection implements Connection {

    final Address address;
    final boolean probing;
    long frames;
    long periodNanos;
    boolean self;
    boolean ended;
    boolean stopped;
    @Nullable Finding finding;
    Contact contact = Contact.NONE;

    FakeConnection(Address address, boolean probing) {
        this.address = address;
        this.probing = probing;
    }

    void deliver() {
        find(AddressState.HEARD);
        this.frames++;
    }

    /** Has a frame that says this, and that does not count where it was only probed for. */
    void find(AddressState state) {
        this.finding = Finding.of(state);
        this.contact = Contact.GREETED;
    }

    @Override
    public long frames() {
        return this.frames;
    }

    @Override
    public long periodNanos() {
        return this.periodNanos;
    }

    @Override
    public boolean heardSelf() {
        return this.self;
    }

    @Override
    public @Nullable Finding finding() {
        return this.finding;
    }

    @Override
    public Contact contact() {
        return this.contact;
    }

    @Override
    public boolean hasEnded() {
        return this.ended;
    }

    @Override
    public void stop() {
        this.stopped = true;
    }
}
