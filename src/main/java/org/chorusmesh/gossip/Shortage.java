package org.chorusmesh.gossip;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the process has run out of file descriptors or threads: once a minute at most, however
 * many dials fail. Any thread may call it.
 */
final class Shortage {

    /** What there is too little of. */
    enum Kind {
        DESCRIPTORS,
        THREADS
    }

    /** The sockets of a node without any connection, seen on Linux. */
    static final int OWN_DESCRIPTORS = 32;

    /** The connection to a peer, the peer's own, and another dial beside a silent one. */
    static final int DESCRIPTORS_A_PEER = 3;

    /** Of the gossip alone, with both lanes and a lookup. */
    static final int OWN_THREADS = 7;

    private static final long PAUSE_NANOS = 60_000_000_000L;
    private static final int MAX_CAUSES = 8;

    private static final Logger logger = LoggerFactory.getLogger(Shortage.class);

    private final String nodeId;
    private final LongSupplier nanoClock;
    private final Map<Kind, Long> said = new EnumMap<>(Kind.class);
    private final @Nullable UnixOperatingSystemMXBean system = system();

    private volatile int addresses;

    Shortage(String nodeId, LongSupplier nanoClock) {
        this.nodeId = nodeId;
        this.nanoClock = nanoClock;
    }

    /** Sets how many addresses are dialled. */
    void expect(int addresses) {
        this.addresses = addresses;
    }

    /**
     * Whether an error means a shortage. If so, a line says it, unless one has within the last
     * minute.
     */
    boolean isOne(Throwable error) {
        Kind kind = kindOf(error);
        if (kind == null) {
            return false;
        }
        if (isToBeSaid(kind)) {
            say(kind);
        }
        return true;
    }

    static @Nullable Kind kindOf(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("Too many open files")) {
                return Kind.DESCRIPTORS;
            }
            if (cause instanceof OutOfMemoryError && message.contains("native thread")) {
                return Kind.THREADS;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private boolean isToBeSaid(Kind kind) {
        long nowNanos = this.nanoClock.getAsLong();
        synchronized (this.said) {
            Long last = this.said.get(kind);
            if (last != null && nowNanos - last < PAUSE_NANOS) {
                return false;
            }
            this.said.put(kind, nowNanos);
            return true;
        }
    }

    private void say(Kind kind) {
        if (kind == Kind.THREADS) {
            logger.warn(
                    "No more threads: the gossip of {} needs {}, and this process, which has {},"
                            + " gets no more. What is open stays, the rest is tried again. Raise the"
                            + " limit of processes (ulimit -u, or the container's pids limit)",
                    this.nodeId,
                    OWN_THREADS,
                    ManagementFactory.getThreadMXBean().getThreadCount());
            return;
        }
        logger.warn(
                "No more file descriptors: the gossip of {} needs about {} for {} addresses, and"
                        + " this process has {} in all. What is open stays, the rest is tried"
                        + " again. Raise the limit of open files (ulimit -n)",
                this.nodeId,
                OWN_DESCRIPTORS + DESCRIPTORS_A_PEER * this.addresses,
                this.addresses,
                (this.system != null) ? this.system.getMaxFileDescriptorCount() : "no more");
    }

    private static @Nullable UnixOperatingSystemMXBean system() {
        // Asked for early: later there may be no descriptor to load it with.
        return (ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix)
                ? unix
                : null;
    }
}
