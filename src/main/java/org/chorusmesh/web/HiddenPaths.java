package org.chorusmesh.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Warns of paths at which the application has controllers of its own. They answer there, and the
 * API's or the page do not.
 */
final class HiddenPaths implements SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(HiddenPaths.class);

    private final ApiHandlerMapping api;

    private final @Nullable PageHandlerMapping page;

    private final ListableBeanFactory beans;

    HiddenPaths(
            ApiHandlerMapping api, @Nullable PageHandlerMapping page, ListableBeanFactory beans) {
        this.api = api;
        this.page = page;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> theirs = new TreeSet<>();
        Map<String, RequestMappingInfoHandlerMapping> all =
                this.beans.getBeansOfType(RequestMappingInfoHandlerMapping.class);
        for (RequestMappingInfoHandlerMapping mapping : all.values()) {
            if (mapping != this.api) {
                theirs.addAll(paths(mapping));
            }
        }
        if (this.page != null && theirs.contains(this.page.path())) {
            logger.warn(
                    "The application's own controller at {} hides the node's page. Set"
                            + " chorus.web.page to move it",
                    this.page.path());
        }
        Set<String> hidden = paths(this.api);
        hidden.retainAll(theirs);
        if (!hidden.isEmpty()) {
            logger.warn(
                    "The application's own controllers at {} hide the node's REST API there. Set"
                            + " chorus.web.base-path to move it",
                    hidden);
        }
    }

    private static Set<String> paths(RequestMappingInfoHandlerMapping mapping) {
        Set<String> paths = new TreeSet<>();
        mapping.getHandlerMethods()
                .keySet()
                .forEach((info) -> paths.addAll(info.getPatternValues()));
        return paths;
    }
}
