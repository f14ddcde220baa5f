package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Tests for the mesh's settings over REST, where there are keys. */
@ApiTest
@TestPropertySource(properties = "chorus.gossip.keys=sixteen-letters-")
class MeshSettingsApiTests {

    private static final String MESH = "/api/v1/settings?scope=mesh";

    @Autowired private ApiClient api;

    @Test
    void nullTakesBackOneSettingOfTheMesh() {
        this.api.write("PATCH", MESH, "{\"coupling\": 4, \"noise\": 0.5}");
        this.api.write("PATCH", "/api/v1/settings", "{\"coupling\": 5}");

        JsonNode local = this.api.write("PATCH", "/api/v1/settings", "{\"coupling\": null}").json();
        assertThat(local.get("coupling").doubleValue()).isEqualTo(4);
        assertThat(local.get("origins").get("coupling").stringValue()).isEqualTo("mesh");

        ApiClient.Answer answer = this.api.write("PATCH", MESH, "{\"coupling\": null}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("coupling").doubleValue()).isEqualTo(2.5);
        assertThat(answer.json().get("noise").doubleValue()).isEqualTo(0.5);
        assertThat(answer.json().get("mesh").get("counter").longValue()).isEqualTo(2);
        assertThat(answer.json().get("origins").get("coupling").stringValue())
                .isEqualTo("configuration");
        assertThat(answer.json().get("origins").get("noise").stringValue()).isEqualTo("mesh");
    }

    @Test
    void aLocalSettingHidesNoBadOneOfTheMesh() {
        this.api.write("PATCH", "/api/v1/settings", "{\"phaseLag\": 0.1}");
        ApiClient.Answer answer = this.api.write("PATCH", MESH, "{\"phaseLag\": 9}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault()).containsExactly("phaseLag");
    }
}
