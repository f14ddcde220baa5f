package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for what the log tells of changes over REST: who, what, one line each. */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class ChangesInTheLogTests {

    private static final String WHO = "Node me: operator at 127.0.0.1 has ";

    private static final String SETTINGS = "/api/v1/settings";

    @Autowired private ApiClient api;

    @Autowired private FakeGossip gossip;

    @Test
    void namesWhoAndWhat(CapturedOutput output) {
        new FakePeer(this.gossip, "b").speak(1);
        await().until(() -> this.api.get("/api/v1/peers/b").status() == 200);
        this.api.write("PATCH", SETTINGS, "{\"coupling\": 3, \"ttl\": \"11m\"}");
        this.api.write("PATCH", SETTINGS, "{\"noise\": 0, \"coupling\": null}");
        this.api.write("DELETE", SETTINGS, null);
        this.api.write("POST", "/api/v1/node/phase", "{\"phase\": 1.5}");
        this.api.write("POST", "/api/v1/node/phase", "{\"kick\": -2}");
        this.api.write("PATCH", "/api/v1/peers/b", "{\"weight\": 0.5, \"muted\": true}");
        this.api.write("PATCH", "/api/v1/peer?id=b", "{\"weight\": null, \"muted\": null}");
        this.api.write("DELETE", "/api/v1/peers/b", null);
        assertThat(changes(output))
                .containsExactly(
                        "changed settings of this node: coupling = 3.0, ttl = PT11M",
                        "changed settings of this node: noise = 0.0, coupling taken back",
                        "taken back the settings that were changed on this node",
                        "set the phase to 1.5 rad",
                        "added -2.0 rad to the phase",
                        "changed the override of peer b: weight = 0.5, muted = true",
                        "changed the override of peer b: weight = 1.0, muted = false",
                        "had peer b forgotten");
    }

    @Test
    void hasNoLineForWhatChangedNothing(CapturedOutput output) {
        this.api.write("PATCH", SETTINGS, "{}");
        this.api.write("PATCH", SETTINGS, "{\"coupling\": -3}");
        this.api.write("PATCH", SETTINGS, "{\"coupling\": 3}", "If-Match", "\"other\"");
        this.api.write("PATCH", SETTINGS + "?scope=mesh", "{\"coupling\": 3}");
        this.api.write("DELETE", "/api/v1/peers/stranger", null);
        this.api.send("PATCH", SETTINGS, "{\"coupling\": 3}", "Content-Type", "application/json");
        assertThat(changes(output)).isEmpty();
    }

    private static List<String> changes(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter((line) -> line.contains(WHO))
                .map((line) -> line.substring(line.indexOf(WHO) + WHO.length()))
                .toList();
    }
}
