package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Points a browser that opens the node to what it has. */
@RestController
@Hidden
final class IndexController {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Chorus</title></head>
            <body>
            <h1>Chorus</h1>
            <p>One node of a mesh.</p>
            <ul>
            <li><a href="%1$s/node">The node</a></li>
            <li><a href="%1$s/peers">Its peers</a></li>
            <li><a href="%1$s/beat">Its beat</a></li>
            <li><a href="%1$s/members">The members of the mesh</a></li>
            <li><a href="%1$s/order">The order parameter</a></li>
            <li><a href="%1$s/settings">Its settings</a></li>
            <li><a href="%1$s/events">The live stream</a></li>
            <li><a href="swagger-ui.html">The API, described</a></li>
            <li><a href="actuator/health">Health</a></li>
            </ul>
            </body>
            </html>
            """;

    private final String page;

    IndexController(String basePath) {
        // Without the slash in front, links hold below a context path too.
        this.page = PAGE.formatted(basePath.substring(1));
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String index() {
        return this.page;
    }
}
