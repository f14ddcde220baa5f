package org.chorusmesh.web;

import java.io.File;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationListener;

/**
 * Writes the address of the web server to a file as soon as the server is up, such as {@code
 * http://127.0.0.1:9090/beat}. The image's health check reads it: only the node knows the port and
 * the paths, whether they come from the environment, arguments or files. The file goes when the
 * node stops.
 */
final class WebAddressFile
        implements ApplicationListener<ServletWebServerInitializedEvent>, DisposableBean {

    private static final Logger logger = LoggerFactory.getLogger(WebAddressFile.class);

    private final @Nullable File file;

    private final ServerProperties server;

    private final DispatcherServletPath servlet;

    /**
     * Creates it.
     *
     * @param file where to write; nowhere if null
     */
    WebAddressFile(@Nullable File file, ServerProperties server, DispatcherServletPath servlet) {
        this.file = file;
        this.server = server;
        this.servlet = servlet;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        // A management port of its own has a namespace, and the probes are not there.
        if (this.file == null || event.getApplicationContext().getServerNamespace() != null) {
            return;
        }
        String scheme = Ssl.isEnabled(this.server.getSsl()) ? "https" : "http";
        int port = event.getWebServer().getPort();
        String context =
                event.getApplicationContext().getServletContext().getContextPath()
                        + this.servlet.getPrefix();
        try {
            Files.writeString(
                    this.file.toPath(),
                    "%s://%s:%d%s%n"
                            .formatted(scheme, host(this.server.getAddress()), port, context));
        } catch (IOException ex) {
            logger.warn(
                    "The web server's address cannot be written to {}; a health check that reads it"
                            + " fails",
                    this.file,
                    ex);
        }
    }

    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String host = address.getHostAddress();
        return (address instanceof Inet6Address) ? "[" + host.replaceAll("%.*", "") + "]" : host;
    }

    @Override
    public void destroy() throws IOException {
        if (this.file != null) {
            Files.deleteIfExists(this.file.toPath());
        }
    }
}
