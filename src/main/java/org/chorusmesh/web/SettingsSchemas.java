package org.chorusmesh.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.settings.Setting;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** The settings in the API's description. */
final class SettingsSchemas implements GlobalOpenApiCustomizer {

    /** Adds what {@code PATCH settings} takes, and completes what {@code GET settings} answers. */
    @Override
    public void customise(OpenAPI description) {
        Components components = description.getComponents();
        ObjectSchema patch = new ObjectSchema();
        patch.setDescription(
                "Settings to change, all or none. Null takes a setting back to the next layer; what"
                        + " is not sent stays as it is");
        addSettings(patch, true);
        components.addSchemas("SettingsPatch", patch);
        Schema<?> answer = components.getSchemas().get("Settings");
        if (answer != null) {
            addSettings(answer, false);
        }
    }

    private static void addSettings(Schema<?> object, boolean nullable) {
        Map<String, Schema<?>> properties = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            properties.put(setting.field(), schema(setting, nullable));
        }
        if (object.getProperties() != null) {
            object.getProperties().forEach(properties::put);
        }
        object.setProperties(null);
        properties.forEach(object::addProperty);
    }

    private static Schema<?> schema(Setting setting, boolean nullable) {
        Schema<?> schema =
                setting.isDuration()
                        ? new StringSchema()
                                .format("duration")
                                .example(setting.show(setting.usual()))
                        : new NumberSchema()
                                .format("double")
                                .minimum(BigDecimal.valueOf(setting.min().doubleValue()))
                                .maximum(BigDecimal.valueOf(setting.max().doubleValue()));
        schema.setDescription(setting.description() + ", " + setting.range());
        if (nullable) {
            schema.addType("null");
            schema.setNullable(true);
        }
        return schema;
    }
}
