package org.chorusmesh.benchmarks.membership;

import java.util.HashSet;
import java.util.Set;
import org.chorusmesh.benchmarks.harness.Event;

/** In a member: says what changes of its view of the others. */
final class View {

    static final String UP = "up";
    static final String JOINED = "joined";
    static final String SUSPECT = "suspect";
    static final String REMOVED = "removed";

    private final String self;
    private final Set<String> present = new HashSet<>();
    private final Set<String> suspects = new HashSet<>();

    View(String self) {
        this.self = self;
    }

    /** It has started. */
    void up() {
        Event.say(UP);
    }

    synchronized void joined(String member) {
        if (!member.equals(this.self) && this.present.add(member)) {
            Event.say(JOINED, member);
        }
    }

    /** It may have failed. */
    synchronized void suspect(String member) {
        if (this.present.contains(member) && this.suspects.add(member)) {
            Event.say(SUSPECT, member);
        }
    }

    synchronized void trusted(String member) {
        this.suspects.remove(member);
    }

    /** It is no member any more. */
    synchronized void removed(String member) {
        this.suspects.remove(member);
        if (this.present.remove(member)) {
            Event.say(REMOVED, member);
        }
    }

    /** These are all members. */
    synchronized void members(Set<String> members) {
        members.forEach(this::joined);
        retain(members);
    }

    /** There are no members but these. */
    synchronized void retain(Set<String> members) {
        Set.copyOf(this.present).stream()
                .filter((member) -> !members.contains(member))
                .forEach(this::removed);
    }
}
