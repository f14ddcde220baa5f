package org.chorusmesh.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Adds to the API's description what is the same for every call: errors are problem documents, and
 * writes need the operator.
 */
final class ApiDescription implements GlobalOpenApiCustomizer {

    private static final String PROBLEM = "Problem";

    private static final String OPERATOR = "operator";

    @Override
    public void customise(OpenAPI description) {
        if (description.getPaths() == null) {
            return;
        }
        description
                .getPaths()
                .forEach(
                        (path, item) -> {
                            if (path.startsWith(ApiPaths.ROOT)) {
                                item.readOperationsMap().forEach(ApiDescription::complete);
                            }
                        });
        Components components = description.getComponents();
        components.addSchemas(PROBLEM, problem());
        components.addSecuritySchemes(
                OPERATOR, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"));
    }

    private static void complete(PathItem.HttpMethod method, Operation operation) {
        Content content =
                new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref(PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        "default", new ApiResponse().description("What is wrong").content(content));
        if (method != PathItem.HttpMethod.GET) {
            operation.addSecurityItem(new SecurityRequirement().addList(OPERATOR));
        }
    }

    private static Schema<?> problem() {
        ObjectSchema error = new ObjectSchema();
        error.addProperty("field", new StringSchema());
        error.addProperty("message", new StringSchema());
        ObjectSchema problem = new ObjectSchema();
        problem.setDescription("What is wrong (RFC 9457)");
        problem.addProperty("type", new StringSchema());
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema());
        problem.addProperty("instance", new StringSchema());
        problem.addProperty("errors", new ArraySchema().items(error));
        problem.setRequired(List.of("title", "status"));
        return problem;
    }
}
