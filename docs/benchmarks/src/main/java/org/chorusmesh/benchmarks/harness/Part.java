package org.chorusmesh.benchmarks.harness;

/** One part of the benchmarks, which fills sections of the document. */
public interface Part {

    /** As the command line names it. */
    String name();

    /** Measures, and writes its sections. */
    void run(Bench bench);
}
