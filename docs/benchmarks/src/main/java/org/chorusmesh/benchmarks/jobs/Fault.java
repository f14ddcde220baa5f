package org.chorusmesh.benchmarks.jobs;

/** What happens to the replica whose body runs, or to the server. */
enum Fault {
    /** The replica is killed and started again after the window. */
    KILL("kill of the replica that acts"),

    /** The replica is stopped and goes on later. */
    STOP("stop of the replica that acts"),

    /** The replica loses its network for a while. */
    CUT("cut of the replica that acts"),

    /** The server is killed and started again later. */
    SERVER("kill of the server");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return this.title;
    }

    boolean lasts() {
        return this != KILL;
    }
}
