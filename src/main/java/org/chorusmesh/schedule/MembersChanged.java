package org.chorusmesh.schedule;

import java.util.List;

/**
 * Event: members have joined or left, as far as this node knows. Other nodes may know it a little
 * earlier or later.
 *
 * @param nodeId id of this node
 * @param joined ids that are present now and were not before, sorted
 * @param left ids that were present before and are not now, sorted
 * @param members all ids that are present now, that of this node included, sorted
 */
public record MembersChanged(
        String nodeId, List<String> joined, List<String> left, List<String> members) {}
