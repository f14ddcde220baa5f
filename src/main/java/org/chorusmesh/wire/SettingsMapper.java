package org.chorusmesh.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;

/** Maps settings to a protobuf message. Each setting has the field with its name. */
public final class SettingsMapper {

    private static final Map<Setting, FieldDescriptor> FIELDS = fields();

    private SettingsMapper() {}

    private static Map<Setting, FieldDescriptor> fields() {
        Map<Setting, FieldDescriptor> fields = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String name = setting.field().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            FieldDescriptor field =
                    org.chorusmesh.wire.proto.MeshSettings.getDescriptor()
                            .findFieldByName(setting.isDuration() ? name + "_nanos" : name);
            if (field == null) {
                throw new IllegalStateException("chorus.proto has no field for " + setting);
            }
            fields.put(setting, field);
        }
        return fields;
    }

    /** Maps a version of the mesh's settings. */
    static org.chorusmesh.wire.proto.MeshSettings toMessage(MeshSettings settings) {
        return toMessage(settings.change()).toBuilder()
                .setCounter(settings.counter())
                .setWriter(settings.writer())
                .build();
    }

    /** Maps a message to a version of the mesh's settings. */
    static MeshSettings toMeshSettings(org.chorusmesh.wire.proto.MeshSettings message) {
        return new MeshSettings(message.getCounter(), message.getWriter(), toChange(message));
    }

    /** Maps the values that a change sets, without a version. */
    public static org.chorusmesh.wire.proto.MeshSettings toMessage(SettingsChange change) {
        org.chorusmesh.wire.proto.MeshSettings.Builder message =
                org.chorusmesh.wire.proto.MeshSettings.newBuilder();
        change.values().forEach((setting, value) -> message.setField(FIELDS.get(setting), value));
        return message.build();
    }

    /** Maps a message to the change that sets its values. */
    public static SettingsChange toChange(org.chorusmesh.wire.proto.MeshSettings message) {
        Map<Setting, Number> values = new EnumMap<>(Setting.class);
        FIELDS.forEach(
                (setting, field) -> {
                    if (message.hasField(field)) {
                        values.put(setting, (Number) message.getField(field));
                    }
                });
        return new SettingsChange(values, Set.of());
    }
}
