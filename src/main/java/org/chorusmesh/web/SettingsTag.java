package org.chorusmesh.web;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.node.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of the settings: their version, and the boot, since each boot counts its versions
 * from 0.
 */
final class SettingsTag {

    private SettingsTag() {}

    static String of(NodeSnapshot snapshot) {
        return "\"" + prefix(snapshot) + snapshot.settingsVersion() + "\"";
    }

    /**
     * The version that a write is made for.
     *
     * @param ifMatch the If-Match header; null where there is none
     * @return null for any version
     * @throws ApiException 412 if the header names no version in force
     */
    static @Nullable Long expectedVersion(@Nullable String ifMatch, NodeSnapshot snapshot) {
        if (ifMatch == null) {
            return null;
        }
        List<String> tags = Arrays.stream(ifMatch.split(",")).map(String::strip).toList();
        if (tags.contains("*")) {
            return null;
        }
        // The step compares once more: a change may come in between.
        if (tags.contains(of(snapshot))) {
            return snapshot.settingsVersion();
        }
        throw ApiException.versionConflict(of(snapshot));
    }

    private static String prefix(NodeSnapshot snapshot) {
        return snapshot.identity().boot().toHex() + ".";
    }
}
