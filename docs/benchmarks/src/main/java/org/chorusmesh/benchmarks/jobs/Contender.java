package org.chorusmesh.benchmarks.jobs;

import java.util.List;

/**
 * A way to have one of some replicas act.
 *
 * @param name as the command line names it
 * @param title as the tables name it
 * @param main main class of a replica
 * @param jvmOptions more options of its JVM
 * @param arguments properties of a replica
 * @param windowSeconds how long to look on after a fault: until the slowest recovery is over
 * @param faults the faults that it is put to
 */
record Contender(
        String name,
        String title,
        Class<?> main,
        List<String> jvmOptions,
        List<String> arguments,
        int windowSeconds,
        List<Fault> faults) {}
