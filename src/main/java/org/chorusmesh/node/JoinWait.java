package org.chorusmesh.node;

/** What a joining node waits for. */
public enum JoinWait {

    /** No configured name has been looked up yet, so it cannot know whether there is a mesh. */
    NAMES,

    /** It hears no member of the mesh yet. */
    MEMBERS,

    /** It hears a member that has not answered yet, so that the delay between them is unknown. */
    ANSWER,

    /** It listens to members that answer, before it takes over their phase. */
    PHASE
}
