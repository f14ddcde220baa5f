package org.chorusmesh.gossip;

import org.slf4j.MDC;

/**
 * Adds the id of the node that a thread works for to the diagnostic context of its log lines.
 * Structured formats write it as a field, so the lines of several nodes in one process can be kept
 * apart. An application that embeds a node configures nothing.
 */
public final class LogContext {

    /** The field with the node's id. */
    public static final String NODE_ID = "chorus.nodeId";

    private LogContext() {}

    /** Runs a task for a node, then restores the thread's context. */
    public static void run(String nodeId, Runnable task) {
        String before = MDC.get(NODE_ID);
        MDC.put(NODE_ID, nodeId);
        try {
            task.run();
        } finally {
            if (before == null) {
                MDC.remove(NODE_ID);
            } else {
                MDC.put(NODE_ID, before);
            }
        }
    }
}
