package org.chorusmesh.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.schedule.OnBeat;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What Prometheus reads from a node that has a job. */
final class RunningNode {

    private static final Pattern METRIC = Pattern.compile("chorus_[a-z_]+");

    private static final Set<String> METRICS = metricsIn(scrape());

    private RunningNode() {}

    /** The names of its metrics. */
    static Set<String> metrics() {
        return METRICS;
    }

    /** The names of metrics in a text. */
    static Set<String> metricsIn(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String scrape() {
        try (ConfigurableApplicationContext node =
                SpringApplication.run(
                        new Class<?>[] {ChorusApplication.class, SomeJob.class},
                        new String[] {"--server.port=0", "--chorus.gossip.bind=127.0.0.1:0"})) {
            String port = node.getEnvironment().getRequiredProperty("local.server.port");
            URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter((line) -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    static final class SomeJob {

        @OnBeat(name = "some job")
        void beat() {}
    }
}
