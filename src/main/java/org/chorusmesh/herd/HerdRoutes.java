package org.chorusmesh.herd;

import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What {@code /herd/} answers: the page, the load that it shows, and the service itself. */
final class HerdRoutes {

    /** As the node's page has it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Map<Way, SharedService> services = new EnumMap<>(Way.class);

    private final long everyBeats;

    /**
     * The routes.
     *
     * @param everyBeats beats from one run of the job to the next
     */
    HerdRoutes(long everyBeats) {
        this.everyBeats = everyBeats;
        for (Way way : Way.values()) {
            this.services.put(way, new SharedService(new Load(System::nanoTime)));
        }
    }

    RouterFunction<ServerResponse> function() {
        return RouterFunctions.route()
                .GET("/herd", (request) -> toPage())
                .GET("/herd/", (request) -> file("herd.html", "text/html;charset=UTF-8"))
                .GET("/herd/herd.css", (request) -> file("herd.css", "text/css;charset=UTF-8"))
                .GET("/herd/herd.js", (request) -> file("herd.js", "text/javascript;charset=UTF-8"))
                .GET("/herd/load", (request) -> load())
                .POST("/herd/requests/{way}", this::work)
                .build();
    }

    private static ServerResponse toPage() {
        return ServerResponse.temporaryRedirect(URI.create("herd/")).build();
    }

    private static ServerResponse file(String name, String type) {
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType(type))
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-cache")
                .body(new ClassPathResource("org/chorusmesh/herd/" + name));
    }

    /** Both loads, by the name of the way, and the cycle. */
    private ServerResponse load() {
        Map<String, Object> loads = new LinkedHashMap<>();
        loads.put("everyBeats", this.everyBeats);
        this.services.forEach((way, service) -> loads.put(name(way), service.load()));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(loads);
    }

    private ServerResponse work(ServerRequest request) throws InterruptedException {
        for (Map.Entry<Way, SharedService> service : this.services.entrySet()) {
            if (name(service.getKey()).equals(request.pathVariable("way"))) {
                String hash = service.getValue().work();
                return (hash != null)
                        ? ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).body(hash)
                        : ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build();
            }
        }
        return ServerResponse.notFound().build();
    }

    private static String name(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
