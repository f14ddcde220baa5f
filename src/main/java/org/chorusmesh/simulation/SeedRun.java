package org.chorusmesh.simulation;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.simulation.check.Breach;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.mesh.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What came of a scenario from one seed.
 *
 * @param seed the seed
 * @param r order parameter at the end; NaN if no node runs
 * @param spread arc that holds all phases at the end, radians; NaN if no node runs
 * @param settleSeconds since when the phases have been as they are at the end, see {@link
 *     Trace#settleSeconds}; null if they did not settle
 * @param inOrderSeconds since when r has been at least what the scenario expects; null if it
 *     expects nothing, or r is less at the end
 * @param breaches what was broken
 * @param digest hash of all phase bits
 */
record SeedRun(
        long seed,
        double r,
        double spread,
        @Nullable Double settleSeconds,
        @Nullable Double inOrderSeconds,
        List<Breach> breaches,
        long digest) {

    static final String COLUMNS = "seed,r,spread,settle_seconds,in_order_seconds,breaches,digest";

    static SeedRun of(CheckedRun checked) {
        Trace trace = checked.run().trace();
        int last = trace.size() - 1;
        return new SeedRun(
                checked.run().scenario().seed(),
                trace.order(last),
                trace.spread(last),
                trace.settleSeconds(),
                inOrderSeconds(trace, checked.run().scenario().expect().leastR()),
                checked.findings().breaches(),
                trace.digest());
    }

    private static @Nullable Double inOrderSeconds(Trace trace, @Nullable Double leastR) {
        int since = trace.size();
        while (leastR != null && since > 0 && trace.order(since - 1) >= leastR) {
            since--;
        }
        return (since < trace.size()) ? Double.valueOf(trace.time(since)) : null;
    }

    /** A line of {@code seeds.csv}; a cell is empty where there is no value. */
    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%s,%s,%d,%016x",
                this.seed,
                cell(this.r),
                cell(this.spread),
                cell(this.settleSeconds),
                cell(this.inOrderSeconds),
                this.breaches.size(),
                this.digest);
    }

    private static String cell(@Nullable Double value) {
        return (value == null || value.isNaN()) ? "" : Double.toString(value);
    }

    @Override
    public String toString() {
        String settled =
                (this.settleSeconds != null)
                        ? String.format(Locale.ROOT, "settled at %.2f s", this.settleSeconds)
                        : "not settled";
        String ordered =
                (this.inOrderSeconds != null)
                        ? String.format(
                                Locale.ROOT, ", r as expected from %.2f s on", this.inOrderSeconds)
                        : "";
        return String.format(Locale.ROOT, "seed %d: r %.6f, %s", this.seed, this.r, settled)
                + ordered;
    }
}
