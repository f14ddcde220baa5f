package org.chorusmesh.dynamics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference values, made from closed forms and by an independent solver. */
public final class TheoryCases {

    private static final JsonNode ROOT = read();

    private TheoryCases() {}

    /** Checks each case of a group. Cases are independent, so every core takes some. */
    public static void each(String group, Consumer<JsonNode> check) {
        StreamSupport.stream(of(group).spliterator(), true).forEach(check);
    }

    /**
     * One group of cases; fails where there is none, so that no test passes by having nothing to
     * do.
     */
    public static Iterable<JsonNode> of(String group) {
        JsonNode cases = ROOT.get(group);
        if (cases == null || cases.isEmpty()) {
            throw new IllegalStateException("No cases called " + group);
        }
        return cases;
    }

    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    private static JsonNode read() {
        try (InputStream in = TheoryCases.class.getResourceAsStream("/cases/theory.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
