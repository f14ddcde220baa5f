package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.chorusmesh.service.ChorusNode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;

/** The addresses that the node dials. */
@Tag(name = "node")
final class AddressesController extends ApiController {

    private final ChorusNode node;

    AddressesController(ChorusNode node) {
        this.node = node;
    }

    @GetMapping(path = "/addresses", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Every address that the node dials and who answers there, and how many are known")
    AddressesResource addresses() {
        return AddressesResource.of(this.node.addresses(), this.node.gossipStatus().overlay());
    }
}
