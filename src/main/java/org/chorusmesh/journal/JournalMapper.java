package org.chorusmesh.journal;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.journal.proto.Header;
import org.chorusmesh.journal.proto.Step;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.wire.ReportMapper;
import org.chorusmesh.wire.SettingsMapper;

/** Maps the content of a journal to protobuf messages and back. */
final class JournalMapper {

    private JournalMapper() {}

    static Header toMessage(JournalHeader header) {
        NodeConfiguration configuration = header.configuration();
        NodeIdentity identity = configuration.identity();
        Header.Builder message =
                Header.newBuilder()
                        .setMesh(identity.mesh())
                        .setNodeId(identity.nodeId())
                        .setIncarnation(identity.boot().incarnation())
                        .setBoot(identity.boot().bits())
                        .setSettings(
                                SettingsMapper.toMessage(
                                        SettingsChange.toAll(configuration.settings())))
                        .setAlign(configuration.joinMode() == JoinMode.ALIGN)
                        .setInitialPhase(configuration.initialPhase())
                        .setMaxPeers(configuration.maxPeers())
                        .setMeshSettings(configuration.meshSettings())
                        .setJoinPatienceNanos(configuration.joinPatienceNanos())
                        .setSeed(header.seed())
                        .setBornNanos(header.bornNanos())
                        .setFirstNumber(configuration.firstNumber())
                        .setSteadyPace(configuration.pace() == Pace.STEADY);
        MemberRules members = configuration.members();
        if (members != null) {
            message.setMembers(
                    org.chorusmesh.journal.proto.MemberRules.newBuilder()
                            .setHoldNanos(members.holdNanos())
                            .setExpected(members.expected())
                            .setDegree(members.degree())
                            .setRadius(members.fixedRadius()));
        }
        return message.build();
    }

    static JournalHeader toHeader(Header message) {
        Boot boot = new Boot(message.getIncarnation(), message.getBoot());
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity(message.getMesh(), message.getNodeId(), boot),
                        SettingsMapper.toChange(message.getSettings()).applyTo(Settings.defaults()),
                        message.getAlign() ? JoinMode.ALIGN : JoinMode.FREE,
                        message.getInitialPhase(),
                        message.getMaxPeers(),
                        message.getMeshSettings(),
                        message.getJoinPatienceNanos(),
                        message.getFirstNumber(),
                        message.hasMembers() ? toRules(message.getMembers()) : null,
                        message.getSteadyPace() ? Pace.STEADY : Pace.ADAPTIVE);
        return new JournalHeader(configuration, message.getSeed(), message.getBornNanos());
    }

    private static MemberRules toRules(org.chorusmesh.journal.proto.MemberRules message) {
        return new MemberRules(
                message.getHoldNanos(),
                message.getExpected(),
                message.getDegree(),
                message.getRadius());
    }

    static Step toMessage(JournalEntry entry) {
        Inbound inbound = entry.inbound();
        Step.Builder message =
                Step.newBuilder()
                        .setNowNanos(entry.nowNanos())
                        .setPhaseBits(entry.phaseBits())
                        .setNumber(entry.number())
                        .setMalformed(inbound.malformed())
                        .setUnauthenticated(inbound.unauthenticated())
                        .setDropped(inbound.dropped());
        for (Arrival arrival : inbound.arrivals()) {
            message.addArrivals(
                    org.chorusmesh.journal.proto.Arrival.newBuilder()
                            .setReceivedNanos(arrival.receivedNanos())
                            .setReport(ReportMapper.toMessage(arrival.report())));
        }
        for (Command command : entry.commands()) {
            message.addCommands(CommandMapper.toMessage(command));
        }
        return message.build();
    }

    static JournalEntry toEntry(Step message) {
        List<Arrival> arrivals =
                message.getArrivalsList().stream()
                        .map(
                                (arrival) ->
                                        new Arrival(
                                                ReportMapper.toReport(arrival.getReport()),
                                                arrival.getReceivedNanos()))
                        .toList();
        return new JournalEntry(
                message.getNowNanos(),
                new Inbound(
                        arrivals,
                        message.getMalformed(),
                        message.getUnauthenticated(),
                        message.getDropped()),
                message.getCommandsList().stream().map(CommandMapper::toCommand).toList(),
                message.getPhaseBits(),
                message.getNumber());
    }
}
