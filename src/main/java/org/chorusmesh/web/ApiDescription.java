package org.chorusmesh.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
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
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * What is the same for every call of the API: errors are problem documents, and writes require the
 * operator.
 */
final class ApiDescription implements GlobalOperationCustomizer {

    private static final String PROBLEM = "Problem";

    private static final String TEXT =
            "One node of a leaderless mesh whose oscillators fall into step. Reading is open;"
                    + " writes require the operator's credentials (HTTP Basic). Errors are problem documents"
                    + " (RFC 9457) that name every field at fault.";

    /** The document that the calls are put into. */
    static OpenAPI document() {
        SecurityScheme basic = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic");
        return new OpenAPI()
                .info(new Info().title("Chorus").version("v1").description(TEXT))
                .components(
                        new Components()
                                .addSchemas(PROBLEM, problem())
                                .addSecuritySchemes(WriteGuard.OPERATOR, basic));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (!ApiController.class.isAssignableFrom(handler.getBeanType())) {
            return operation;
        }
        Content content =
                new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref(PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        "default", new ApiResponse().description("What is wrong").content(content));
        if (!handler.hasMethodAnnotation(GetMapping.class)) {
            operation.addSecurityItem(new SecurityRequirement().addList(WriteGuard.OPERATOR));
        }
        return operation;
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
