package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.OptionalLong;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The numbered beats of the mesh, one now and each as it fires. */
@Tag(name = "beats")
final class BeatController extends ApiController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final ChorusNode node;

    private final Acting acting;

    private final BeatStream stream;

    BeatController(ChorusNode node, Acting acting, BeatStream stream) {
        this.node = node;
        this.acting = acting;
        this.stream = stream;
    }

    @GetMapping(path = "/beat", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The number and the phase now, and when the next beat fires",
            description =
                    "Nodes fire the same number at the same moment once they are settled. Where the"
                            + " coupling is 0, or the mesh is not in step, numbers are not agreed.")
    ResponseEntity<BeatResource> beat() {
        long receivedNanos = System.nanoTime();
        Synchrony synchrony = this.node.synchrony();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        BeatResource.of(
                                synchrony,
                                this.acting.isBy(synchrony.snapshot()),
                                receivedNanos,
                                System.nanoTime()));
    }

    @GetMapping(path = "/beats", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Each beat as it fires, as server-sent events",
            description =
                    "The id of an event is the number of its beat. After a Last-Event-ID, one event"
                            + " 'gap' with the fields 'from' and 'to' comes first if beats have fired since;"
                            + " they are not sent. A client that is slow misses beats.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema =
                                    @Schema(
                                            oneOf = {
                                                BeatEventResource.class,
                                                BeatEventResource.Gap.class
                                            })))
    ResponseEntity<@Nullable SseEmitter> beats(
            HttpMethod method,
            @Parameter(description = "Number of the last beat that the client was sent")
                    @RequestHeader(name = LAST_EVENT_ID, defaultValue = "")
                    String lastEventId) {
        OptionalLong last = lastEventId.isBlank() ? OptionalLong.empty() : number(lastEventId);
        // A stream without a body would be held open for nothing.
        SseEmitter emitter = method.equals(HttpMethod.HEAD) ? null : this.stream.open(last);
        return EventsController.stream(emitter);
    }

    private static OptionalLong number(String lastEventId) {
        return OptionalLong.of(BeatNumbers.parse(LAST_EVENT_ID, lastEventId, 0));
    }
}
