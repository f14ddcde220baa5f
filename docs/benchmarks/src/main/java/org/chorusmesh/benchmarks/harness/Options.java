package org.chorusmesh.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the command line says: {@code [--quick] [--NAME VALUE]… [PART]…}. */
public final class Options {

    private static final Set<String> NAMES =
            Set.of("trials", "members", "systems", "settings", "document", "logs");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> parts = new ArrayList<>();
    private boolean quick;

    /**
     * Reads it.
     *
     * @param known names of all parts
     * @throws IllegalArgumentException naming every fault
     */
    public Options(List<String> args, Set<String> known) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--quick")) {
                this.quick = true;
            } else if (arg.startsWith("--") && NAMES.contains(arg.substring(2))) {
                if (++i < args.size()) {
                    this.values.put(arg.substring(2), args.get(i));
                } else {
                    faults.add(arg + " needs a value");
                }
            } else if (known.contains(arg)) {
                this.parts.add(arg);
            } else {
                faults.add("unknown: " + arg);
            }
        }
        for (String name : List.of("trials", "members")) {
            for (String number : list(name, "1")) {
                if (!number.matches("[0-9]{1,4}")) {
                    faults.add("--" + name + ": not a number: " + number);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("; ", faults) + ". Parts: " + String.join(" ", known));
        }
    }

    /** Whether a part is to run: all do if none is named. */
    public boolean wants(Part part) {
        return this.parts.isEmpty() || this.parts.contains(part.name());
    }

    /** Whether to do the least that shows that all of it works. */
    public boolean quick() {
        return this.quick;
    }

    /** Number of trials; as given, or else the part's own number, or 1 if it is to be quick. */
    public int trials(int usual) {
        return Integer.parseInt(this.values.getOrDefault("trials", this.quick ? "1" : "" + usual));
    }

    /** A value, or what stands for it. */
    public String value(String name, String otherwise) {
        return this.values.getOrDefault(name, otherwise);
    }

    /** The words of a value, between commas. */
    public List<String> list(String name, String otherwise) {
        return List.of(value(name, otherwise).split(","));
    }
}
