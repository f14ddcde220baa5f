package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.chorusmesh.service.ChorusNode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What has happened to the node: its last events and beats, and how far it was in step. */
@Tag(name = "events")
final class TimelineController extends ApiController {

    private final ChorusNode node;

    private final Acting acting;

    TimelineController(ChorusNode node, Acting acting) {
        this.node = node;
        this.acting = acting;
    }

    @GetMapping(path = "/timeline", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The last hour in step, the last minute of beats, the last thousand events",
            description = "With 'after', only the events with a greater id.")
    ResponseEntity<TimelineResource> timeline(
            @Parameter(description = "Id of an event", example = "17")
                    @RequestParam(required = false)
                    @Nullable String after) {
        TimelineResource timeline =
                (after == null)
                        ? TimelineResource.of(
                                this.node.synchrony(),
                                this.node.chronicle(),
                                this.acting.wallMillis())
                        : TimelineResource.after(
                                eventId(after),
                                this.node.synchrony(),
                                this.node.chronicle(),
                                this.acting.wallMillis());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(timeline);
    }

    private static long eventId(String after) {
        try {
            long id = Long.parseLong(after.strip());
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException ex) {
            // The same answer as for a negative one.
        }
        throw ApiException.invalid(
                List.of(new FieldError("after", "must be a whole number, 0 or greater")));
    }
}
