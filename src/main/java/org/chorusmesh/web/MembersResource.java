package org.chorusmesh.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;
import org.chorusmesh.node.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/** The members of the mesh, and what they agree on. */
@Schema(name = "Members", description = "The members of the mesh, and what they agree on")
@ApiJson
record MembersResource(
        @Schema(description = "In order of their ids; those that have gone are kept for a while")
                List<Member> members,
        @Schema(description = "How many of them are present, this node included") long present,
        @Schema(
                        description =
                                "Whether this node's number is that of more than half of its peers, itself included")
                boolean settled,
        @Schema(description = "Number of the beat that the phase came to last") long number,
        @Schema(description = "How many beats an epoch has; its list is frozen before it begins")
                long epochBeats,
        Agreement presentEpoch,
        Agreement comingEpoch,
        @Schema(description = "chorus.members.expected; 0 for no majority guard") int expected,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description = "chorus.turns.hold",
                        type = "string",
                        format = "duration",
                        example = "PT0S")
                Duration hold) {

    /**
     * The members as they stand.
     *
     * @param acting whether the snapshot may still be acted on
     */
    static MembersResource of(NodeSnapshot snapshot, MemberRules rules, boolean acting) {
        BeatState beat = snapshot.beat();
        String own = snapshot.identity().nodeId();
        return new MembersResource(
                beat.members().stream().map((member) -> Member.of(member, own)).toList(),
                beat.members().stream().filter(MemberView::isPresent).count(),
                beat.settled(),
                beat.number(),
                beat.epochBeats(),
                Agreement.of(beat.present(), beat.epochBeats(), rules, acting),
                Agreement.of(beat.coming(), beat.epochBeats(), rules, acting),
                rules.expected(),
                Duration.ofNanos(rules.holdNanos()));
    }

    /** One member. */
    @Schema(name = "Member", description = "What this node knows of one member")
    @ApiJson
    record Member(
            String nodeId,
            long incarnation,
            @Schema(description = "The boot's 64 random bits, 16 hexadecimal digits") String bootId,
            @Schema(
                            description =
                                    "settled: in step and on the lists; unsettled: joining or out of step; gone",
                            allowableValues = {"settled", "unsettled", "gone"})
                    String state,
            @Schema(description = "How long ago the newest news left the member") double ageMillis,
            @Schema(
                            description =
                                    "How long news has been missing, this node's own stalls not included")
                    double silenceMillis,
            @Schema(description = "Whether its slot is held for its return") boolean held,
            @Schema(description = "Whether it is this node") boolean self) {

        static Member of(MemberView member, String own) {
            return new Member(
                    member.nodeId(),
                    member.boot().incarnation(),
                    member.boot().toHex(),
                    Units.lowerCase(member.state()),
                    Units.millis(member.ageNanos()),
                    Units.millis(member.silenceNanos()),
                    member.held(),
                    member.nodeId().equals(own));
        }
    }

    /** The frozen list of one epoch. */
    @Schema(name = "Agreement", description = "The frozen list of one epoch, as this node has it")
    @ApiJson
    record Agreement(
            @Schema(description = "The number of its first beat") long firstNumber,
            @Schema(
                            description =
                                    "Ids in the order of their slots; null while the node has frozen no list",
                            nullable = true)
                    @Nullable List<String> list,
            @Schema(
                            description =
                                    "Ids of that list whose slots are held: they have turns, and never a beat to act"
                                            + " on alone; null for none",
                            nullable = true)
                    @Nullable List<String> held,
            @Schema(
                            description =
                                    "Digest of that list, 16 hexadecimal digits; null for none",
                            nullable = true)
                    @Nullable String digest,
            @Schema(description = "Over how many links others are known to have the same, 0 to 255")
                    int radius,
            @Schema(description = "The least radius for agreement") int requiredRadius,
            @Schema(description = "Whether this node may act on it for the mesh") boolean agreed) {

        static Agreement of(ListState state, long epochBeats, MemberRules rules, boolean acting) {
            MemberList list = state.list();
            return new Agreement(
                    Math.max(0, state.epoch()) * epochBeats,
                    (list != null) ? ids(list.slots().stream()) : null,
                    (list != null) ? ids(list.slots().stream().filter(Slot::isHeld)) : null,
                    (list != null) ? String.format("%016x", state.digest()) : null,
                    state.radius(),
                    rules.radius((list != null) ? list.present().size() : 0),
                    acting && state.agreed());
        }

        private static List<String> ids(Stream<Slot> slots) {
            return slots.map(Slot::nodeId).toList();
        }
    }
}
