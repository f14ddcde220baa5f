package org.chorusmesh.follow;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if {@code chorus.follow} names nodes, and {@code chorus.enabled} is not false. */
final class OnFollow implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        List<String> urls =
                binder.bind("chorus.follow", Bindable.listOf(String.class)).orElse(List.of());
        return !urls.isEmpty() && binder.bind("chorus.enabled", Boolean.class).orElse(true);
    }
}
