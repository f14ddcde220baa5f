package org.chorusmesh.gossip;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Numbered hosts as people write them, such as {@code beat-[0-199].beat-gossip:5690} for the pods
 * of a StatefulSet. A first number with leading zeros, as in {@code node[01-20]}, gives all numbers
 * its width. Hosts that do not exist are no mistake as long as others do.
 *
 * @param text the range as written
 * @param endpoints each host with the port, in the order of their numbers
 */
public record NameRange(String text, List<Endpoint> endpoints) implements PeerEntry {

    /** No more hosts than this in one range. */
    public static final int MAX_HOSTS = 2048;

    private static final Pattern FORM =
            Pattern.compile("([^\\[\\]]*)\\[(\\d{1,9})-(\\d{1,9})]([^\\[\\]]*)");

    public NameRange {
        endpoints = List.copyOf(endpoints);
    }

    /** Whether a text has brackets that are not those of an IPv6 address. */
    static boolean isMeantBy(String text) {
        int bracket = text.indexOf('[');
        return bracket > 0 || (bracket == 0 && FORM.matcher(text).matches());
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    static NameRange parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw fault(text, "is not a range of hosts: write host-[0-9].domain:port");
        }
        int first = Integer.parseInt(form.group(2));
        int last = Integer.parseInt(form.group(3));
        if (first > last) {
            throw fault(text, "is an empty range: " + first + " is above " + last);
        }
        if (last - first >= MAX_HOSTS) {
            throw fault(text, "has " + (last - first + 1) + " hosts, and may have " + MAX_HOSTS);
        }
        int width = width(text, form.group(2), form.group(3));
        List<Endpoint> endpoints =
                IntStream.rangeClosed(first, last)
                        .mapToObj(
                                (number) -> String.format(Locale.ROOT, "%0" + width + "d", number))
                        .map((number) -> form.group(1) + number + form.group(4))
                        .map(Endpoint::parsePeer)
                        .toList();
        return new NameRange(text, endpoints);
    }

    private static int width(String text, String first, String last) {
        if (!first.startsWith("0") || first.length() == 1) {
            return 1;
        }
        if (first.length() != last.length()) {
            throw fault(text, "must have numbers of one width where the first has leading zeros");
        }
        return first.length();
    }

    private static IllegalArgumentException fault(String text, String what) {
        return new IllegalArgumentException("'" + text + "' " + what);
    }

    @Override
    public String toString() {
        return this.text;
    }
}
