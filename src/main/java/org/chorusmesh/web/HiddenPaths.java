package org.chorusmesh.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Warns of paths at which the application has controllers of its own. They answer there, and the
 * API's do not.
 */
final class HiddenPaths implements SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(HiddenPaths.class);

    private final ApiHandlerMapping api;

    private final ListableBeanFactory beans;

    HiddenPaths(ApiHandlerMapping api, ListableBeanFactory beans) {
        this.api = api;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> hidden = new TreeSet<>();
        Set<String> paths = paths(this.api);
        Map<String, RequestMappingInfoHandlerMapping> all =
                this.beans.getBeansOfType(RequestMappingInfoHandlerMapping.class);
        for (RequestMappingInfoHandlerMapping mapping : all.values()) {
            if (mapping != this.api) {
                hidden.addAll(paths(mapping));
            }
        }
        hidden.retainAll(paths);
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
