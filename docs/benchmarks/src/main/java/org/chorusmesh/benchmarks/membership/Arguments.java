package org.chorusmesh.benchmarks.membership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each member is started with.
 *
 * @param self its own address, by which others name it too
 * @param members addresses of all that are to be members, its own among them
 * @param haste by how much every interval and every timeout of failure detection is shorter than
 *     the default; 1 leaves all settings alone
 */
record Arguments(String self, List<String> members, double haste) {

    static Arguments parse(String... args) {
        return new Arguments(
                args[0], Arrays.asList(args[1].split(",")), Double.parseDouble(args[2]));
    }

    String[] toWords() {
        return new String[] {
            this.self, String.join(",", this.members), Double.toString(this.haste)
        };
    }

    /** The members' endpoints. */
    List<String> endpoints(String format) {
        List<String> endpoints = new ArrayList<>();
        this.members.forEach((member) -> endpoints.add(format.formatted(member)));
        return endpoints;
    }

    boolean isDefault() {
        return this.haste == 1;
    }

    /** A default of so many milliseconds, made shorter; 1 at least. */
    long millis(long usual) {
        return Math.max(1, Math.round(usual / this.haste));
    }
}
