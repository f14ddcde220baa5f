package org.chorusmesh.service;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code chorus.enabled} is false. A value that is neither true nor false is an
 * error, as it is for every other property.
 */
final class OnChorusEnabled implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bind(ChorusProperties.PREFIX + ".enabled", Boolean.class)
                .orElse(true);
    }
}
