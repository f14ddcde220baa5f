package org.chorusmesh.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Maps requests to the API's controllers, and to nothing else. It comes after the application's own
 * controllers: where both answer a request, the application does.
 */
final class ApiHandlerMapping extends RequestMappingHandlerMapping {

    /** Spring's mapping of an application's controllers is at 0; pages and resources come later. */
    private static final int AFTER_CONTROLLERS = 1;

    ApiHandlerMapping(String basePath, HandlerInterceptor guard) {
        setOrder(AFTER_CONTROLLERS);
        setInterceptors(guard);
        setPathPrefixes(Map.of(basePath, ApiHandlerMapping::isApi));
    }

    @Override
    protected boolean isHandler(Class<?> beanType) {
        return isApi(beanType);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> mappings, String path, HttpServletRequest request)
            throws ServletException {
        try {
            return super.handleNoMatch(mappings, path, request);
        } catch (ServletException ex) {
            // The path is the API's, so the answer is too.
            return Refusal.of(ex);
        }
    }

    private static boolean isApi(Class<?> beanType) {
        return ApiController.class.isAssignableFrom(beanType);
    }

    /** Answers a wrong method or media type at a path of the API. */
    private static final class Refusal extends ApiController {

        private final ServletException reason;

        Refusal(ServletException reason) {
            this.reason = reason;
        }

        static HandlerMethod of(ServletException reason) {
            return new HandlerMethod(
                    new Refusal(reason), ClassUtils.getMethod(Refusal.class, "refuse"));
        }

        /** Fails with the reason. */
        public void refuse() throws ServletException {
            throw this.reason;
        }
    }
}
