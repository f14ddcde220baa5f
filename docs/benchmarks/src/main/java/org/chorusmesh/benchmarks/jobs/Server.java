package org.chorusmesh.benchmarks.jobs;

/** A server that some ways to act alone need, on a host of its own. */
interface Server {

    /** Name and version. */
    String title();

    /** Starts it, at first or again, and returns once it answers. */
    void start();

    /** Ends all its processes as a crash does. */
    void kill();

    /** Processor time of all its processes, seconds. */
    double cpuSeconds();
}
