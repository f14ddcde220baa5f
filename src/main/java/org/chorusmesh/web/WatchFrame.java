package org.chorusmesh.web;

/**
 * All that the watch stream says at one moment.
 *
 * @param peers what rarely changes of the node and its peers
 * @param members the members and lists
 * @param state the JSON of the state, which refers to the versions of both
 */
record WatchFrame(Part peers, Part members, String state) {

    /**
     * A part that is sent to a client only if its version is news to it.
     *
     * @param version from 1
     * @param json what it says
     */
    record Part(long version, String json) {}
}
