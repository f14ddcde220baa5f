package org.chorusmesh.members;

/** The state of a member. */
public enum MemberState {

    /** In step with more than half of its peers: it is on the lists. */
    SETTLED,

    /** Present, but joining or out of step: it is on no list. */
    UNSETTLED,

    /** It said goodbye or is absent; its slot may be held for its return. */
    GONE
}
