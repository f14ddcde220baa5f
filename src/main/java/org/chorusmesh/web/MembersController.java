package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.ChorusNode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;

/** Who belongs to the mesh, and whether the members agree on that. */
@Tag(name = "beats")
final class MembersController extends ApiController {

    private final ChorusNode node;

    private final Acting acting;

    private final MemberRules rules;

    MembersController(ChorusNode node, Acting acting, MemberRules rules) {
        this.node = node;
        this.acting = acting;
        this.rules = rules;
    }

    @GetMapping(path = "/members", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The members of the mesh, and what they agree on",
            description =
                    "A member is known by its own reports or by what others pass on, so it need not be"
                            + " a peer of this node.")
    MembersResource members() {
        NodeSnapshot snapshot = this.node.snapshot();
        return MembersResource.of(snapshot, this.rules, this.acting.isBy(snapshot));
    }
}
