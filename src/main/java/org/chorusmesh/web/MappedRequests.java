package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Distinguishes the requests that a mapping of ours answers from all others, before they are
 * dispatched. A path alone does not suffice: the application may have controllers of its own at the
 * same one.
 */
final class MappedRequests {

    private final HandlerMapping mapping;

    private final Supplier<List<HandlerMapping>> earlier;

    MappedRequests(HandlerMapping mapping, ListableBeanFactory beans) {
        this.mapping = mapping;
        // Not before the first request: the application's mappings may need what this is part of.
        this.earlier = SingletonSupplier.of(() -> earlierThan(mapping, beans));
    }

    boolean contain(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        try {
            if (!parsed) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            return answers(this.mapping, request)
                    && this.earlier.get().stream().noneMatch((other) -> answers(other, request));
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }

    private static boolean answers(HandlerMapping mapping, HttpServletRequest request) {
        try {
            return mapping.getHandler(request) != null;
        } catch (Exception ex) {
            // A wrong method or media type: the path is this mapping's, and no later one is asked.
            return true;
        }
    }

    private static List<HandlerMapping> earlierThan(
            HandlerMapping mapping, ListableBeanFactory beans) {
        List<HandlerMapping> all =
                new ArrayList<>(
                        BeanFactoryUtils.beansOfTypeIncludingAncestors(
                                        beans, HandlerMapping.class, true, false)
                                .values());
        AnnotationAwareOrderComparator.sort(all);
        return List.copyOf(all.subList(0, all.indexOf(mapping)));
    }
}
