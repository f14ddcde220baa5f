package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.chorusmesh.service.BeatTrace;
import org.chorusmesh.service.Chronicle;
import org.chorusmesh.service.NodeEvent;
import org.chorusmesh.service.OrderSecond;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;

/** What has happened to the node. */
@Schema(name = "Timeline", description = "What has happened to the node, as it saw it")
@ApiJson
record TimelineResource(
        String nodeId,
        @Schema(description = "Instant of the answer on the node's monotonic clock, milliseconds")
                double atMillis,
        @Schema(description = "The same by the wall clock, milliseconds since 1970")
                long wallMillis,
        @Schema(description = "null where only later events were asked for", nullable = true)
                @Nullable Samples samples,
        @Schema(
                        description =
                                "Beats of the last 60 s, 240 at most, oldest first; null where only later events"
                                        + " were asked for",
                        nullable = true)
                @Nullable List<Beat> beats,
        @Schema(
                        description =
                                "The last 1000, oldest first; where there were more, those of the most frequent"
                                        + " kinds are left out")
                List<NodeEventResource> events) {

    /** All of it. */
    static TimelineResource of(Synchrony synchrony, Chronicle chronicle, long wallMillis) {
        return new TimelineResource(
                synchrony.snapshot().identity().nodeId(),
                atMillis(synchrony),
                wallMillis,
                Samples.of(chronicle.seconds()),
                chronicle.beats().stream().map(Beat::of).toList(),
                events(chronicle, 0));
    }

    /** Only the events after one. */
    static TimelineResource after(
            long eventId, Synchrony synchrony, Chronicle chronicle, long wallMillis) {
        return new TimelineResource(
                synchrony.snapshot().identity().nodeId(),
                atMillis(synchrony),
                wallMillis,
                null,
                null,
                events(chronicle, eventId));
    }

    private static double atMillis(Synchrony synchrony) {
        return Units.round(Units.millis(synchrony.snapshot().atNanos()), 3);
    }

    private static List<NodeEventResource> events(Chronicle chronicle, long after) {
        List<NodeEvent> all = chronicle.events();
        return all.stream()
                .filter((event) -> event.id() > after)
                .map(NodeEventResource::of)
                .toList();
    }

    /** How far the node was in step, a second each, by column. */
    @Schema(
            name = "TimelineSamples",
            description = "One a second of the last hour, oldest first, by column")
    @ApiJson
    record Samples(
            @Schema(description = "The end of the second") List<Long> wallMillis,
            @Schema(description = "The mean; null for a lone node") List<@Nullable Double> r,
            @Schema(description = "The greatest; null where no peer was in step")
                    List<@Nullable Double> spreadMicros,
            @Schema(description = "How many oscillators, this node included") List<Integer> n) {

        static Samples of(List<OrderSecond> seconds) {
            return new Samples(
                    seconds.stream().map(OrderSecond::wallMillis).toList(),
                    seconds.stream().map((second) -> Units.rounded(second.r(), 6)).toList(),
                    seconds.stream()
                            .map((second) -> Units.rounded(second.spreadSeconds() * 1e6, 1))
                            .toList(),
                    seconds.stream().map(OrderSecond::n).toList());
        }
    }

    /** A beat of the last minute. */
    @Schema(name = "TimelineBeat", description = "A beat that has fired")
    @ApiJson
    record Beat(
            long number,
            long wallMillis,
            double atMillis,
            @Schema(description = "How many numbers were let go since the beat before") long missed,
            @Schema(description = "null where no peer was in step", nullable = true)
                    @Nullable Double spreadMicros,
            @Schema(description = "By how much each peer in step fires after the node, by its id")
                    Map<String, @Nullable Double> offsetMicros,
            @Schema(
                            description =
                                    "Ids of the list on which there was agreement, in the order of their slots;"
                                            + " null where there was none",
                            nullable = true)
                    @Nullable List<String> list,
            @Schema(
                            description = "Ids of that list whose slots were held; null for none",
                            nullable = true)
                    @Nullable List<String> held) {

        static Beat of(BeatTrace beat) {
            MemberList agreed = beat.list();
            Map<String, @Nullable Double> offsets = new LinkedHashMap<>();
            beat.offsetSeconds()
                    .forEach((id, seconds) -> offsets.put(id, Units.rounded(seconds * 1e6, 1)));
            return new Beat(
                    beat.number(),
                    beat.wallMillis(),
                    Units.round(Units.millis(beat.atNanos()), 3),
                    beat.missed(),
                    Units.rounded(beat.spreadSeconds() * 1e6, 1),
                    offsets,
                    (agreed != null) ? ids(agreed.slots().stream()) : null,
                    (agreed != null) ? ids(agreed.slots().stream().filter(Slot::isHeld)) : null);
        }

        private static List<String> ids(Stream<Slot> slots) {
            return slots.map(Slot::nodeId).toList();
        }
    }
}
