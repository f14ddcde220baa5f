package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.service.FakeGossip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for {@link AddressesController}. */
@ApiTest
class AddressesApiTests {

    @Autowired private ApiClient api;

    @Autowired private FakeGossip gossip;

    /** Other tests have the same node. */
    @AfterEach
    void dialNobody() {
        this.gossip.setOverlay(0, false, true);
        this.gossip.setNoLink();
    }

    @Test
    void tellsWhoAnswersAtEachAddress() {
        this.gossip.setOverlay(200, true, true);
        this.gossip.setLink(AddressState.OTHER_MESH, null, "Test");
        await().until(() -> !this.api.get("/api/v1/addresses").json().get("addresses").isEmpty());
        JsonNode all = this.api.get("/api/v1/addresses").json();
        assertThat(all.propertyNames()).containsExactly("addresses", "found", "overlay");
        assertThat(all.get("found").intValue()).isEqualTo(200);
        assertThat(all.get("overlay").toString()).isEqualTo("{\"active\":true,\"degree\":16}");
        JsonNode address = this.api.get("/api/v1/addresses").json().get("addresses").get(0);
        assertThat(address.propertyNames())
                .containsExactly(
                        "name", "address", "state", "stateMillis", "nodeId", "mesh", "problem");
        assertThat(address.get("name").stringValue()).isEqualTo("peer.mesh:7000");
        assertThat(address.get("address").stringValue()).isEqualTo("10.0.0.7:7000");
        assertThat(address.get("state").stringValue()).isEqualTo("other_mesh");
        assertThat(address.get("mesh").stringValue()).isEqualTo("Test");
        assertThat(address.get("nodeId").isNull()).isTrue();
        assertThat(address.get("stateMillis").doubleValue()).isNotNegative();
    }
}
