package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;

/** A table of members with a TTL of 1 s and a period of 50 ms, told in short words. */
final class TestMembers {

    static final long MILLI = 1_000_000L;
    static final long TTL = 1000 * MILLI;
    static final long PERIOD = 50 * MILLI;

    /** Of up to sixteen members. */
    static final long MEMBERS_TTL_MILLIS = 2100;

    final Members members;

    private TestMembers(MemberRules rules, Boot own) {
        this.members = new Members("me", own, rules);
        pass(0);
    }

    static TestMembers alone() {
        return new TestMembers(MemberRules.DEFAULT, boot(1));
    }

    static TestMembers holding(long holdMillis) {
        return new TestMembers(new MemberRules(holdMillis * MILLI, 0, 0), boot(1));
    }

    static TestMembers withRules(MemberRules rules, Boot own) {
        return new TestMembers(rules, own);
    }

    static Boot boot(long incarnation) {
        return new Boot(incarnation, 0);
    }

    void pass(long millis) {
        this.members.age(millis * MILLI, 0, TTL, PERIOD);
    }

    void sleep(long millis) {
        this.members.age(0, millis * MILLI, TTL, PERIOD);
    }

    boolean report(String id, long incarnation, long lamport, MemberState state) {
        return queued(id, incarnation, lamport, state, 0);
    }

    boolean queued(
            String id, long incarnation, long lamport, MemberState state, long queuedMillis) {
        return this.members.hear(
                id, boot(incarnation), lamport, state, queuedMillis * MILLI, PERIOD, false);
    }

    boolean takeover(String id, long incarnation, long lamport) {
        return this.members.hear(
                id, boot(incarnation), lamport, MemberState.SETTLED, 0, PERIOD, true);
    }

    boolean entry(String id, long incarnation, long lamport, MemberState state, long ageMillis) {
        return this.members.hear(
                new MemberEntry(id, boot(incarnation), lamport, state, ageMillis), 0);
    }

    MemberView view(String id) {
        return this.members.views().stream()
                .filter((view) -> view.nodeId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    boolean knows(String id) {
        return this.members.views().stream().anyMatch((view) -> view.nodeId().equals(id));
    }

    boolean isPresent(String id) {
        return knows(id) && view(id).isPresent();
    }
}
