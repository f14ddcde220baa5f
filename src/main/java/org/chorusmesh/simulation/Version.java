package org.chorusmesh.simulation;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the manifest of its jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Chorus " + ((version != null) ? version : "(not run from its jar)"),
            "Java " + Runtime.version()
        };
    }
}
