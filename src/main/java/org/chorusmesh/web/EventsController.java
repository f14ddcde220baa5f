package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live stream, as server-sent events. */
@Tag(name = "events")
final class EventsController extends ApiController {

    private final EventStream stream;

    EventsController(EventStream stream) {
        this.stream = stream;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The node, its peers and the order parameter, ten times a second")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = EventResource.class)))
    ResponseEntity<@Nullable SseEmitter> events(HttpMethod method) {
        // A stream without a body would be held open for nothing.
        SseEmitter emitter = method.equals(HttpMethod.HEAD) ? null : this.stream.open();
        return stream(emitter);
    }

    /**
     * The answer with a stream.
     *
     * @param emitter null for the head alone
     */
    static ResponseEntity<@Nullable SseEmitter> stream(@Nullable SseEmitter emitter) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // Proxies that buffer would hold a stream back.
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }
}
