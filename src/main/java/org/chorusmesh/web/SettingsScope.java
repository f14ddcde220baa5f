package org.chorusmesh.web;

import java.util.List;

/** Whom a change of settings is for. */
enum SettingsScope {

    /** This node alone. */
    NODE,
    /** Every node of the mesh. */
    MESH;

    /**
     * Reads the query parameter.
     *
     * @throws ApiException 400 if it is neither
     */
    static SettingsScope of(String text) {
        return switch (text) {
            case "node" -> NODE;
            case "mesh" -> MESH;
            default ->
                    throw ApiException.invalid(
                            List.of(new FieldError("scope", "must be \"node\" or \"mesh\"")));
        };
    }
}
