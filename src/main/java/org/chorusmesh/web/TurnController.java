package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.chorusmesh.beat.AgreedBeats;
import org.chorusmesh.beat.TurnOutlook;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.ChorusNode;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whose turn it is. */
@Tag(name = "beats")
final class TurnController extends ApiController implements DisposableBean {

    private final ChorusNode node;

    private final Acting acting;

    private final AgreedBeats agreed;

    private final Runnable listener;

    TurnController(ChorusNode node, Acting acting, AgreedBeats agreed) {
        this.node = node;
        this.acting = acting;
        this.agreed = agreed;
        this.listener = () -> agreed.look(node.stepState().beat());
        node.addStepListener(this.listener);
    }

    @GetMapping(path = "/turn", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "This node's turn in the present cycle of so many beats",
            description =
                    "Who acts outside of the node asks again before it acts, and hands the fence to the"
                            + " store that it writes to.")
    ResponseEntity<TurnResource> turn(
            @Parameter(
                            description = "How many beats a cycle has",
                            example = "60",
                            required = true,
                            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
                    @RequestParam(name = "every", defaultValue = "")
                    String every) {
        long beats = BeatNumbers.parse("every", every, 1);
        NodeSnapshot snapshot = this.node.snapshot();
        String nodeId = snapshot.identity().nodeId();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(TurnResource.of(nodeId, beats, outlook(snapshot, beats), System.nanoTime()));
    }

    private TurnOutlook outlook(NodeSnapshot snapshot, long every) {
        if (this.acting.isBy(snapshot)) {
            return this.agreed.turn(snapshot.identity().nodeId(), every);
        }
        long number = snapshot.beat().number();
        return new TurnOutlook.None(number - number % every, TurnOutlook.Reason.NOT_AGREED);
    }

    @Override
    public void destroy() {
        this.node.removeStepListener(this.listener);
    }
}
