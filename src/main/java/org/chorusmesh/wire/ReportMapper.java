package org.chorusmesh.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.proto.Order;

/** Maps reports to protobuf messages and back. It does not check ranges. */
public final class ReportMapper {

    private ReportMapper() {}

    /** Maps a report with all of its echoes. */
    public static org.chorusmesh.wire.proto.Report toMessage(Report report) {
        return toMessage(report, Integer.MAX_VALUE);
    }

    /** Maps a report with a limited number of its echoes. */
    static org.chorusmesh.wire.proto.Report toMessage(Report report, int mostEchoes) {
        org.chorusmesh.wire.proto.Report.Builder message =
                org.chorusmesh.wire.proto.Report.newBuilder()
                        .setNodeId(report.nodeId())
                        .setIncarnation(report.boot().incarnation())
                        .setBoot(report.boot().bits())
                        .setLamport(report.lamport())
                        .setStampNanos(report.stampNanos())
                        .setGossipPeriodNanos(report.gossipPeriodNanos())
                        .setPhase(report.phase())
                        .setRate(report.rate())
                        .setNaturalFrequency(report.naturalFrequency())
                        .setJoining(report.joining())
                        .setGoodbye(report.goodbye())
                        .setLongestPeriodNanos(report.longestPeriodNanos());
        List<Echo> echoes = report.echoes();
        int count = Math.min(echoes.size(), mostEchoes);
        for (int i = 0; i < count; i++) {
            Echo echo = echoes.get(i);
            message.addEchoes(
                    org.chorusmesh.wire.proto.Echo.newBuilder()
                            .setBoot(echo.bootBits())
                            .setStampNanos(echo.stampNanos())
                            .setHeldNanos(echo.heldNanos()));
        }
        if (report.meshSettings() != null) {
            message.setMeshSettings(SettingsMapper.toMessage(report.meshSettings()));
        }
        if (report.beat() != null) {
            message.setBeats(BeatsMapper.toMessage(report.beat()));
        }
        if (report.order() != null) {
            message.setOrder(
                    Order.newBuilder()
                            .setReal(report.order().real())
                            .setImaginary(report.order().imaginary()));
        }
        return message.build();
    }

    /**
     * Maps a message to a report.
     *
     * @throws IllegalArgumentException if a member has an unknown state
     */
    public static Report toReport(org.chorusmesh.wire.proto.Report message) {
        int count = message.getEchoesCount();
        List<Echo> echoes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            org.chorusmesh.wire.proto.Echo echo = message.getEchoes(i);
            echoes.add(new Echo(echo.getBoot(), echo.getStampNanos(), echo.getHeldNanos()));
        }
        return new Report(
                message.getNodeId(),
                new Boot(message.getIncarnation(), message.getBoot()),
                message.getLamport(),
                message.getStampNanos(),
                message.getGossipPeriodNanos(),
                message.getPhase(),
                message.getRate(),
                message.getNaturalFrequency(),
                message.getJoining(),
                message.getGoodbye(),
                Collections.unmodifiableList(echoes),
                message.hasMeshSettings()
                        ? SettingsMapper.toMeshSettings(message.getMeshSettings())
                        : null,
                message.hasBeats() ? BeatsMapper.toBeatReport(message.getBeats()) : null,
                message.hasOrder()
                        ? new ComplexOrder(
                                message.getOrder().getReal(), message.getOrder().getImaginary())
                        : null,
                message.getLongestPeriodNanos());
    }
}
