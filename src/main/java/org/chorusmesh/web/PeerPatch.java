package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.PeerOverride;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH peers/{id}} takes. */
@Schema(
        name = "PeerPatch",
        description =
                "The override of a peer; null takes a field back to its default, what is not sent stays as it is")
record PeerPatch(
        @Schema(minimum = "0", maximum = "1", nullable = true) @Nullable Double weight,
        @Schema(nullable = true) @Nullable Boolean muted) {

    private static final Set<String> FIELDS = Set.of("weight", "muted");

    /**
     * Reads a body.
     *
     * @throws ApiException naming every field at fault
     */
    static PeerPatch read(RequestBodyFields fields) {
        fields.allowOnly(FIELDS, Set.of());
        Double weight =
                fields.isNull("weight")
                        ? Double.valueOf(PeerOverride.NONE.weight())
                        : fields.number("weight");
        Boolean muted =
                fields.isNull("muted")
                        ? Boolean.valueOf(PeerOverride.NONE.muted())
                        : fields.truth("muted");
        if (weight != null && !(weight >= 0 && weight <= 1)) {
            fields.reject("weight", "must be between 0 and 1");
        }
        fields.check();
        return new PeerPatch(weight, muted);
    }

    Command of(String nodeId) {
        return new Command.OverridePeer(nodeId, this.weight, this.muted);
    }
}
