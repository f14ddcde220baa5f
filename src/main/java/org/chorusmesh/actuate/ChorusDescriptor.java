package org.chorusmesh.actuate;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.DialledAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint {@code chorus} answers.
 *
 * @param node null in an application that follows the beats of another process's node
 * @param handlers in the order in which they were added
 * @param members who belongs to the mesh
 * @param addresses that the node dials
 */
record ChorusDescriptor(
        @Nullable NodeDescriptor node,
        List<HandlerDescriptor> handlers,
        MembersDescriptor members,
        List<AddressDescriptor> addresses) {

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The node.
     *
     * @param endpoint that peers can dial; null until it is bound
     */
    record NodeDescriptor(
            String nodeId,
            String mesh,
            long incarnation,
            String bootId,
            String state,
            @Nullable String endpoint) {

        static NodeDescriptor of(ChorusNode node) {
            NodeSnapshot snapshot = node.snapshot();
            return new NodeDescriptor(
                    snapshot.identity().nodeId(),
                    snapshot.identity().mesh(),
                    snapshot.identity().boot().incarnation(),
                    snapshot.identity().boot().toHex(),
                    lowerCase(snapshot.state()),
                    node.gossipStatus().boundEndpoint());
        }
    }

    /**
     * Who belongs to the mesh.
     *
     * @param settled whether the node's number is the mesh's
     * @param number of the beat that the phase came to last
     * @param epochBeats how many beats an epoch has
     */
    record MembersDescriptor(
            boolean settled,
            long number,
            long epochBeats,
            AgreementDescriptor presentEpoch,
            AgreementDescriptor comingEpoch,
            List<MemberDescriptor> members) {

        static MembersDescriptor of(BeatSource source) {
            BeatState state = source.state();
            // What was agreed on before a pause of the process is not agreed on after it.
            boolean acting =
                    source.isRunning()
                            && source.nanoTime() - state.atNanos() <= source.freshNanos();
            return new MembersDescriptor(
                    state.settled(),
                    state.number(),
                    state.epochBeats(),
                    AgreementDescriptor.of(state.present(), state.epochBeats(), acting),
                    AgreementDescriptor.of(state.coming(), state.epochBeats(), acting),
                    state.members().stream().map(MemberDescriptor::of).toList());
        }
    }

    /**
     * The frozen list of one epoch.
     *
     * @param firstNumber of its first beat
     * @param list ids in the order of their slots; null while there is none
     * @param agreed whether the node may act on it for the mesh
     */
    record AgreementDescriptor(long firstNumber, @Nullable List<String> list, boolean agreed) {

        static AgreementDescriptor of(ListState state, long epochBeats, boolean acting) {
            MemberList list = state.list();
            return new AgreementDescriptor(
                    Math.max(0, state.epoch()) * epochBeats,
                    (list != null) ? list.slots().stream().map(Slot::nodeId).toList() : null,
                    acting && state.agreed());
        }
    }

    /**
     * One member.
     *
     * @param held whether its slot is held for its return
     */
    record MemberDescriptor(String nodeId, String state, boolean held) {

        static MemberDescriptor of(MemberView member) {
            return new MemberDescriptor(member.nodeId(), lowerCase(member.state()), member.held());
        }
    }

    /**
     * An address that the node dials.
     *
     * @param name as it is configured
     * @param address numeric; empty for a name that has not been looked up
     * @param nodeId whose reports are read there; null if there are none
     * @param mesh the other mesh whose reports come from there; null if there are none
     * @param problem what is wrong and what to do; null for nothing
     */
    record AddressDescriptor(
            String name,
            String address,
            String state,
            @Nullable String nodeId,
            @Nullable String mesh,
            @Nullable String problem) {

        static AddressDescriptor of(DialledAddress address) {
            return new AddressDescriptor(
                    address.name(),
                    address.address(),
                    lowerCase(address.state()),
                    address.nodeId(),
                    address.mesh(),
                    address.problem());
        }
    }
}
