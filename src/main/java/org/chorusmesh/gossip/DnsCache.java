package org.chorusmesh.gossip;

import java.security.Security;

/**
 * The JVM's own cache of name lookups. By default it keeps an answer for 30 s and a failure for 10
 * s, which is too long to find a restarted peer. It is one for the whole process, so only the
 * runnable jar changes it: an application that embeds a node keeps its own.
 */
public final class DnsCache {

    private static final String POSITIVE = "networkaddress.cache.ttl";
    private static final String NEGATIVE = "networkaddress.cache.negative.ttl";
    private static final String NEGATIVE_AS_SHIPPED = "10";
    private static final String SECONDS = "1";

    private DnsCache() {}

    /**
     * Shortens the cache to one second, unless the operator has set it. The JVM reads these
     * security properties once, at its first lookup. So call this before, at best as the first
     * statement of {@code main}.
     */
    public static void keepShort() {
        if (Security.getProperty(POSITIVE) == null) {
            Security.setProperty(POSITIVE, SECONDS);
        }
        String negative = Security.getProperty(NEGATIVE);
        if (negative == null || negative.equals(NEGATIVE_AS_SHIPPED)) {
            Security.setProperty(NEGATIVE, SECONDS);
        }
    }
}
