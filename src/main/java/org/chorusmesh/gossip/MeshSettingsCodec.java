package org.chorusmesh.gossip;

import org.chorusmesh.peers.MeshSettings;

/** The settings for the whole mesh, as part of a report's message. */
final class MeshSettingsCodec {

    private MeshSettingsCodec() {}

    static org.chorusmesh.gossip.wire.MeshSettings toMessage(MeshSettings settings) {
        org.chorusmesh.gossip.wire.MeshSettings.Builder message =
                org.chorusmesh.gossip.wire.MeshSettings.newBuilder()
                        .setCounter(settings.counter())
                        .setWriter(settings.writer());
        if (settings.coupling() != null) {
            message.setCoupling(settings.coupling());
        }
        if (settings.frequencyHz() != null) {
            message.setFrequencyHz(settings.frequencyHz());
        }
        if (settings.phaseLag() != null) {
            message.setPhaseLag(settings.phaseLag());
        }
        if (settings.noise() != null) {
            message.setNoise(settings.noise());
        }
        if (settings.stepNanos() != null) {
            message.setStepNanos(settings.stepNanos());
        }
        if (settings.gossipPeriodNanos() != null) {
            message.setGossipPeriodNanos(settings.gossipPeriodNanos());
        }
        if (settings.ttlNanos() != null) {
            message.setTtlNanos(settings.ttlNanos());
        }
        return message.build();
    }

    static MeshSettings fromMessage(org.chorusmesh.gossip.wire.MeshSettings message) {
        return new MeshSettings(
                message.getCounter(),
                message.getWriter(),
                message.hasCoupling() ? message.getCoupling() : null,
                message.hasFrequencyHz() ? message.getFrequencyHz() : null,
                message.hasPhaseLag() ? message.getPhaseLag() : null,
                message.hasNoise() ? message.getNoise() : null,
                message.hasStepNanos() ? message.getStepNanos() : null,
                message.hasGossipPeriodNanos() ? message.getGossipPeriodNanos() : null,
                message.hasTtlNanos() ? message.getTtlNanos() : null);
    }
}
