package org.chorusmesh.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** The node's identity and the endpoint that peers can dial. */
final class ChorusInfoContributor implements InfoContributor {

    private final ChorusNode node;

    ChorusInfoContributor(ChorusNode node) {
        this.node = node;
    }

    @Override
    public void contribute(Info.Builder builder) {
        NodeIdentity identity = this.node.identity();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("nodeId", identity.nodeId());
        details.put("mesh", identity.mesh());
        details.put("incarnation", identity.boot().incarnation());
        details.put("bootId", identity.boot().toHex());
        details.put("endpoint", this.node.gossipStatus().boundEndpoint());
        builder.withDetail("chorus", details);
    }
}
