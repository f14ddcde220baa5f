package org.chorusmesh.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong for people who cannot see, point or tell colours apart. */
final class Axe {

    private static final String SCRIPT = script();

    private static final String RUN =
            """
            async () => {
              const results = await axe.run(document, {resultTypes: ['violations']});
              return results.violations
                  .filter(({impact}) => impact === 'serious' || impact === 'critical')
                  .flatMap(({id, help, nodes}) =>
                      nodes.map(({target, failureSummary}) =>
                          `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`));
            }
            """;

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Each serious or critical finding on the page as it is now. */
    static List<String> findings(Page page) {
        page.evaluate(SCRIPT);
        return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
    }
}
