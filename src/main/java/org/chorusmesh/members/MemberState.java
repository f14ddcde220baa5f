package org.chorusmesh.members;

/** What a member is known to be. */
public enum MemberState {

    /** In step with more than half of its peers: it is on the lists. */
    SETTLED,

    /** Present, but joining or out of step: it is on no list. */
    UNSETTLED,

    /** It said goodbye, or its slot is held for its return. */
    GONE
}
