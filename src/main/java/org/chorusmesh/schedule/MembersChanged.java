package org.chorusmesh.schedule;

import java.util.List;

/**
 * An event: members have come or gone, as far as this node knows. Others may hear of it a little
 * earlier or later.
 *
 * @param nodeId this node
 * @param joined ids that are present now and were not before, sorted
 * @param left ids that were present before and are not now, sorted
 * @param members all ids that are present now, this node's included, sorted
 */
public record MembersChanged(
        String nodeId, List<String> joined, List<String> left, List<String> members) {}
