package org.chorusmesh.gossip;

import org.slf4j.MDC;

/**
 * Names the node that a thread works for in the diagnostic context of its log lines, from where
 * structured formats make a field of it. Several nodes of one process stay apart, and an
 * application that embeds one configures nothing.
 */
public final class LogContext {

    /** The field with the node's id. */
    public static final String NODE_ID = "chorus.nodeId";

    private LogContext() {}

    /** Runs a task for a node; what the thread's context said before is restored. */
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
