package org.chorusmesh.gossip;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;

/** The settings for the whole mesh, as part of a report's message. */
final class MeshSettingsCodec {

    private static final Map<Setting, FieldDescriptor> FIELDS = fields();

    private MeshSettingsCodec() {}

    private static Map<Setting, FieldDescriptor> fields() {
        Map<Setting, FieldDescriptor> fields = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String name = setting.field().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            FieldDescriptor field =
                    org.chorusmesh.gossip.wire.MeshSettings.getDescriptor()
                            .findFieldByName(setting.isDuration() ? name + "_nanos" : name);
            if (field == null) {
                throw new IllegalStateException("chorus.proto has no field for " + setting);
            }
            fields.put(setting, field);
        }
        return fields;
    }

    static org.chorusmesh.gossip.wire.MeshSettings toMessage(MeshSettings settings) {
        org.chorusmesh.gossip.wire.MeshSettings.Builder message =
                org.chorusmesh.gossip.wire.MeshSettings.newBuilder()
                        .setCounter(settings.counter())
                        .setWriter(settings.writer());
        settings.change()
                .values()
                .forEach((setting, value) -> message.setField(FIELDS.get(setting), value));
        return message.build();
    }

    static MeshSettings fromMessage(org.chorusmesh.gossip.wire.MeshSettings message) {
        Map<Setting, Number> values = new EnumMap<>(Setting.class);
        FIELDS.forEach(
                (setting, field) -> {
                    if (message.hasField(field)) {
                        values.put(setting, (Number) message.getField(field));
                    }
                });
        return new MeshSettings(
                message.getCounter(), message.getWriter(), new SettingsChange(values, Set.of()));
    }
}
