package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/** Who belongs to the mesh, and the lists that its members act on. */
@Schema(
        name = "WatchMembers",
        description =
                "Event 'members': who belongs to the mesh, and the frozen lists. Sent again when members,"
                        + " lists or agreement change, and not because an epoch with the same list"
                        + " begins: each state says how the present epochs stand")
@ApiJson
record WatchMembersResource(
        @Schema(description = "Rises by 1 with each change; states refer to it") long version,
        @Schema(description = "In order of their ids; those that have gone are kept for a while")
                List<Member> members,
        @Schema(description = "How many of them are present, this node included") long present,
        @Schema(description = "How many beats an epoch has") long epochBeats,
        Epoch presentEpoch,
        Epoch comingEpoch) {

    static WatchMembersResource of(
            NodeSnapshot snapshot, MemberRules rules, boolean acting, long version) {
        BeatState beat = snapshot.beat();
        String own = snapshot.identity().nodeId();
        return new WatchMembersResource(
                version,
                beat.members().stream().map((member) -> Member.of(member, own)).toList(),
                beat.members().stream().filter(MemberView::isPresent).count(),
                beat.epochBeats(),
                Epoch.of(beat.present(), beat.epochBeats(), rules, acting),
                Epoch.of(beat.coming(), beat.epochBeats(), rules, acting));
    }

    /**
     * Whether another says the same, but for what each state says of the epochs. A coming list that
     * is not frozen yet, or is that of the present epoch, is no news.
     */
    boolean saysTheSameAs(WatchMembersResource other) {
        return this.members.equals(other.members) && hasTheSameListsAs(other);
    }

    /** Whether another has the same lists and agreement. */
    boolean hasTheSameListsAs(WatchMembersResource other) {
        return this.epochBeats == other.epochBeats
                && this.presentEpoch.saysTheSameAs(other.presentEpoch)
                && this.comingNews().equals(other.comingNews());
    }

    private List<Object> comingNews() {
        boolean same =
                this.comingEpoch.list == null
                        || (this.comingEpoch.list.equals(this.presentEpoch.list)
                                && this.comingEpoch.heldIds().equals(this.presentEpoch.heldIds()));
        return same ? List.of() : List.of(this.comingEpoch.list, this.comingEpoch.heldIds());
    }

    /** One member. */
    @Schema(name = "WatchMember", description = "What this node knows of one member")
    @ApiJson
    record Member(
            String nodeId,
            @Schema(allowableValues = {"settled", "unsettled", "gone"}) String state,
            @Schema(description = "Whether its slot is held for its return") boolean held,
            @Schema(description = "Whether it is this node") boolean self) {

        static Member of(MemberView member, String own) {
            return new Member(
                    member.nodeId(),
                    Units.lowerCase(member.state()),
                    member.held(),
                    member.nodeId().equals(own));
        }
    }

    /** The frozen list of one epoch. */
    @Schema(name = "WatchEpoch", description = "The frozen list of one epoch, as this node has it")
    @ApiJson
    record Epoch(
            @Schema(
                            description =
                                    "The number of its first beat; the same list holds for later epochs until"
                                            + " the next event 'members'")
                    long firstNumber,
            @Schema(description = "Ids in the order of their slots; null for none", nullable = true)
                    @Nullable List<String> list,
            @Schema(
                            description = "Ids of that list whose slots are held; null for none",
                            nullable = true)
                    @Nullable List<String> held,
            @Schema(description = "Over how many links others are known to have the same, 0 to 255")
                    int radius,
            @Schema(description = "The least radius for agreement") int requiredRadius,
            @Schema(description = "Whether this node may act on it for the mesh") boolean agreed) {

        static Epoch of(ListState state, long epochBeats, MemberRules rules, boolean acting) {
            MembersResource.Agreement agreement =
                    MembersResource.Agreement.of(state, epochBeats, rules, acting);
            return new Epoch(
                    agreement.firstNumber(),
                    agreement.list(),
                    agreement.held(),
                    agreement.radius(),
                    agreement.requiredRadius(),
                    agreement.agreed());
        }

        private List<String> heldIds() {
            return (this.held != null) ? this.held : List.of();
        }

        private boolean saysTheSameAs(Epoch other) {
            return this.agreed == other.agreed
                    && this.requiredRadius == other.requiredRadius
                    && heldIds().equals(other.heldIds())
                    && ((this.list != null) ? this.list.equals(other.list) : other.list == null);
        }
    }
}
