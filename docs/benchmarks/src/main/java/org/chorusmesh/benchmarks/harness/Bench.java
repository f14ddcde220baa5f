package org.chorusmesh.benchmarks.harness;

/**
 * What a part runs with.
 *
 * @param network to put hosts on; empty again after each part
 * @param options what the command line says
 * @param results where the tables go
 */
public record Bench(Network network, Options options, Results results) {

    /** Says what is going on. */
    public void say(String format, Object... values) {
        System.out.printf("-- " + format + "%n", values);
    }

    /**
     * Measures something that does not keep a part from going on if it fails, and clears the
     * network.
     *
     * @return whether it succeeded
     */
    public boolean attempt(Runnable measure) {
        try {
            measure.run();
            return true;
        } catch (RuntimeException ex) {
            ex.printStackTrace(System.out);
            return false;
        } finally {
            this.network.clear();
        }
    }

    /** A pause in a measurement, whose length is part of what is measured. */
    public static void pause(double seconds) {
        try {
            Thread.sleep((long) (seconds * 1000));
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
