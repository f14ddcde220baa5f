package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsMapperTests {

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingHasAFieldThatKeepsItsValue(Setting setting)
            throws InvalidProtocolBufferException {
        for (Number value : new Number[] {setting.min(), setting.max(), setting.usual()}) {
            MeshSettings settings = new MeshSettings(7, "é", SettingsChange.of(setting, value));
            byte[] bytes = SettingsMapper.toMessage(settings).toByteArray();
            assertThat(
                            SettingsMapper.toMeshSettings(
                                    org.chorusmesh.wire.proto.MeshSettings.parseFrom(bytes)))
                    .isEqualTo(settings);
        }
    }
}
