package org.chorusmesh.follow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks the fields of a JSON object from the network. Unknown fields are ignored. */
final class AnswerFields {

    private static final int MAX_ID_BYTES = 255;

    private final JsonNode json;

    private AnswerFields(JsonNode json) {
        this.json = json;
    }

    static AnswerFields read(byte[] body) throws FollowException {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException ex) {
            throw new FollowException("answers with JSON that cannot be read");
        }
        return of(json, "it");
    }

    private static AnswerFields of(@Nullable JsonNode json, String name) throws FollowException {
        if (json == null || !json.isObject()) {
            throw new FollowException("is not a node: " + name + " is not a JSON object");
        }
        return new AnswerFields(json);
    }

    AnswerFields object(String name) throws FollowException {
        return of(this.json.get(name), name);
    }

    /** Reads an array of objects. */
    List<AnswerFields> objects(String name, int most) throws FollowException {
        List<JsonNode> array = array(name, most);
        for (JsonNode each : array) {
            of(each, "an element of " + name);
        }
        return array.stream().map(AnswerFields::new).toList();
    }

    /** Reads an array of ids; null if the value is null. */
    @Nullable List<String> ids(String name, int most) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value != null && value.isNull()) {
            return null;
        }
        List<JsonNode> array = array(name, most);
        for (JsonNode each : array) {
            if (!isId(each)) {
                throw bad(name, "an array of ids");
            }
        }
        return array.stream().map(JsonNode::stringValue).toList();
    }

    private List<JsonNode> array(String name, int most) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null || !value.isArray() || value.size() > most) {
            throw bad(name, "an array of at most " + most);
        }
        return List.copyOf(value.values());
    }

    /** Reads the id of a node or the name of a mesh, as a report may carry it. */
    String id(String name) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null || !isId(value)) {
            throw bad(name, "a name of 1 to " + MAX_ID_BYTES + " bytes");
        }
        return value.stringValue();
    }

    private static boolean isId(JsonNode value) {
        if (!value.isString()) {
            return false;
        }
        String text = value.stringValue();
        return !text.isBlank()
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_ID_BYTES
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Reads one of some words. */
    String word(String name, List<String> words) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null || !value.isString() || !words.contains(value.stringValue())) {
            throw bad(name, "one of " + words);
        }
        return value.stringValue();
    }

    /** Reads 64 bits, written as sixteen hexadecimal digits. */
    long bits(String name) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null || !value.isString() || !value.stringValue().matches("[0-9a-f]{16}")) {
            throw bad(name, "16 hexadecimal digits");
        }
        return Long.parseUnsignedLong(value.stringValue(), 16);
    }

    long whole(String name, long least, long greatest) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > greatest) {
            throw bad(name, "a whole number from %d to %d".formatted(least, greatest));
        }
        return value.longValue();
    }

    double real(String name, double least, double greatest) throws FollowException {
        JsonNode value = this.json.get(name);
        double number = (value != null && value.isNumber()) ? value.doubleValue() : Double.NaN;
        if (!(number >= least && number <= greatest)) {
            throw bad(name, "a number from %s to %s".formatted(least, greatest));
        }
        return number;
    }

    boolean flag(String name) throws FollowException {
        JsonNode value = this.json.get(name);
        if (value == null || !value.isBoolean()) {
            throw bad(name, "true or false");
        }
        return value.booleanValue();
    }

    private static FollowException bad(String name, String required) {
        return new FollowException(
                "is not a node: the field %s of its answer is not %s".formatted(name, required));
    }
}
