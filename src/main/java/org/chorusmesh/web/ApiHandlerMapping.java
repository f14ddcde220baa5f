package org.chorusmesh.web;

import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
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

    private static boolean isApi(Class<?> beanType) {
        return ApiController.class.isAssignableFrom(beanType);
    }
}
