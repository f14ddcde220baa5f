package org.chorusmesh.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures of this run depend on. */
final class Machine {

    private Machine() {}

    /** One sentence: the day, the machine, and how busy it is by now. */
    static String describe() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "Measured on %s with %d processors, %s %s, Java %s; load average at the start"
                        + " %.1f.",
                LocalDate.now(ZoneOffset.UTC),
                system.getAvailableProcessors(),
                system.getName(),
                // Without the build: 6.12 of 6.12.3-arch1.
                system.getVersion().replaceFirst("^([0-9]+\\.[0-9]+).*", "$1"),
                Runtime.version().feature(),
                system.getSystemLoadAverage());
    }
}
