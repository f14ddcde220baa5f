package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream that the page reads. */
@Tag(name = "events")
final class WatchController extends ApiController {

    private final WatchStream stream;

    WatchController(WatchStream stream) {
        this.stream = stream;
    }

    @GetMapping(path = "/watch", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The node, its peers, beat and members, in little, four times a second",
            description =
                    "Events 'peers' and 'members' come first, and again when they have changed. Events"
                            + " 'state' refer to their versions and have one entry a peer in each column."
                            + " A client that is slow misses states, but no event; after a Last-Event-ID the"
                            + " events go on where they ended.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema =
                                    @Schema(
                                            oneOf = {
                                                WatchPeersResource.class,
                                                WatchMembersResource.class,
                                                WatchStateResource.class
                                            })))
    ResponseEntity<@Nullable SseEmitter> watch(
            HttpMethod method,
            @Parameter(description = "Id of the last state that the client was sent")
                    @RequestHeader(name = "Last-Event-ID", defaultValue = "")
                    String lastEventId) {
        // A stream without a body would be held open for nothing.
        SseEmitter emitter = method.equals(HttpMethod.HEAD) ? null : this.stream.open(lastEventId);
        return EventsController.stream(emitter);
    }
}
