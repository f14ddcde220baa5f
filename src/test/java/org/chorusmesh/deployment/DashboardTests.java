package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The Grafana dashboard asks for metrics that a node has. */
class DashboardTests {

    private static final Pattern METRIC = Pattern.compile("chorus_[a-z_]+");

    @Test
    void everyMetricOfTheDashboardIsOneThatANodeHas() throws IOException, InterruptedException {
        Set<String> wanted = new TreeSet<>();
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(Files.readString(Path.of("helm/chorus/dashboards/chorus.json")));
        dashboard.findValues("expr").forEach((query) -> addMetrics(query.asText(), wanted));
        dashboard
                .at("/templating/list")
                .findValues("query")
                .forEach((query) -> addMetrics(query.asText(), wanted));
        assertThat(wanted)
                .hasSizeGreaterThan(8)
                .contains("chorus_order_parameter", "chorus_in_step");
        Set<String> present = new TreeSet<>();
        addMetrics(scrape(), present);
        assertThat(present).containsAll(wanted);
    }

    private static void addMetrics(String text, Set<String> metrics) {
        METRIC.matcher(text).results().map(MatchResult::group).forEach(metrics::add);
    }

    private static String scrape() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext node =
                SpringApplication.run(
                        ChorusApplication.class,
                        "--server.port=0",
                        "--chorus.gossip.bind=127.0.0.1:0")) {
            String port = node.getEnvironment().getRequiredProperty("local.server.port");
            URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
