package org.chorusmesh.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a JSON object that was sent, read one by one so that everything at fault can be
 * named at once: binding to a class would stop at the first.
 */
final class RequestBodyFields {

    private static final int MAX_BYTES = 65_536;

    private static final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;

    private final List<FieldError> errors = new ArrayList<>();

    private RequestBodyFields(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a body.
     *
     * @throws ApiException if it is not one JSON object without duplicate names
     */
    static RequestBodyFields read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw ApiException.tooLarge(MAX_BYTES);
        }
        JsonNode node;
        try {
            node = mapper.readTree(bytes);
        } catch (JacksonException ex) {
            throw ApiException.badRequest(fault(ex));
        }
        if (!node.isObject()) {
            throw ApiException.badRequest("The body must be a JSON object.");
        }
        return new RequestBodyFields(node);
    }

    /** No body. */
    static RequestBodyFields none() {
        return new RequestBodyFields(mapper.createObjectNode());
    }

    private static String fault(JacksonException ex) {
        String message = ex.getOriginalMessage();
        if (message.startsWith("Duplicate")) {
            return "The body names a field twice: " + message + ".";
        }
        // Jackson's own words speak of its switches, which are none of a client's.
        TokenStreamLocation location = ex.getLocation();
        return (location == null)
                ? "The body is not one JSON object."
                : "The body is not one JSON object; look at line %d, column %d."
                        .formatted(location.getLineNr(), location.getColumnNr());
    }

    /**
     * Refuses every field but these.
     *
     * @param known names that can be sent
     * @param readOnly names that are shown and cannot be sent
     */
    RequestBodyFields allowOnly(Set<String> known, Set<String> readOnly) {
        for (Map.Entry<String, JsonNode> field : this.object.properties()) {
            if (readOnly.contains(field.getKey())) {
                reject(field.getKey(), "cannot be changed here");
            } else if (!known.contains(field.getKey())) {
                reject(field.getKey(), "is not known");
            }
        }
        return this;
    }

    boolean has(String field) {
        return this.object.has(field);
    }

    boolean isNull(String field) {
        return has(field) && this.object.get(field).isNull();
    }

    /** A finite number; null where the field is absent or at fault. */
    @Nullable Double number(String field) {
        JsonNode value = this.object.get(field);
        if (value == null) {
            return null;
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue();
        }
        reject(field, "must be a finite number");
        return null;
    }

    /** A truth value; null where the field is absent or at fault. */
    @Nullable Boolean truth(String field) {
        JsonNode value = this.object.get(field);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        reject(field, "must be true or false");
        return null;
    }

    /** A duration in nanoseconds; null where the field is absent or at fault. */
    @Nullable Long durationNanos(String field) {
        JsonNode value = this.object.get(field);
        if (value == null) {
            return null;
        }
        if (value.isString()) {
            OptionalLong nanos = Durations.parse(value.stringValue());
            if (nanos.isPresent()) {
                return nanos.getAsLong();
            }
        }
        reject(field, "must be a duration such as \"2s\" or \"PT2S\"");
        return null;
    }

    /** The value of a setting; null where the field is absent or at fault. */
    @Nullable Number setting(Setting setting) {
        // No conditional expression, which would make a double of either.
        if (setting.isDuration()) {
            return durationNanos(setting.field());
        }
        return number(setting.field());
    }

    void reject(String field, String message) {
        this.errors.add(new FieldError(field, message));
    }

    boolean isRejected(String field) {
        return this.errors.stream().anyMatch((error) -> error.field().equals(field));
    }

    boolean isAnyRejected() {
        return !this.errors.isEmpty();
    }

    List<FieldError> errors() {
        return List.copyOf(this.errors);
    }

    /**
     * Goes on only if nothing is at fault.
     *
     * @throws ApiException naming every field at fault
     */
    void check() {
        if (!this.errors.isEmpty()) {
            throw ApiException.invalid(this.errors);
        }
    }
}
