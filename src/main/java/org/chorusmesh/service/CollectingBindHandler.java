package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Binds {@link ChorusProperties} to the end whatever is wrong on the way, and then fails with all
 * of it: values that cannot be read, values that break a {@linkplain ChorusPropertiesRules rule},
 * names that mean nothing. Boot by itself stops at the first. Other beans' properties pass through
 * untouched.
 */
final class CollectingBindHandler extends AbstractBindHandler {

    private static final ConfigurationPropertyName ROOT =
            ConfigurationPropertyName.of(ChorusProperties.PREFIX);

    private static final ConfigurationPropertyName KEYS =
            ConfigurationPropertyName.of("chorus.gossip.keys");

    private final Map<ConfigurationPropertyName, String> unreadable = new LinkedHashMap<>();

    private final Set<ConfigurationPropertyName> known = new HashSet<>();

    private final EmptyValues emptyValues = new EmptyValues();

    private boolean ours;

    CollectingBindHandler(BindHandler parent) {
        super(parent);
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(
            ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        if (context.getDepth() == 0) {
            this.ours = target.getType().resolve() == ChorusProperties.class;
        }
        this.known.add(name);
        Bindable<T> started = super.onStart(name, target, context);
        if (!this.ours || started == null) {
            return started;
        }
        return this.emptyValues.readable(name, started, context);
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name,
            Bindable<?> target,
            BindContext context,
            Object result) {
        Object bound = super.onSuccess(name, target, context, result);
        return (this.ours && bound != null) ? this.emptyValues.bound(name, bound) : bound;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name,
            Bindable<?> target,
            BindContext context,
            Exception error)
            throws Exception {
        if (!this.ours || context.getDepth() == 0) {
            return super.onFailure(name, target, context, error);
        }
        // The default stands in, so that the rest is bound and judged too.
        this.unreadable.put(name, Readings.expectation(target, error));
        return null;
    }

    @Override
    public void onFinish(
            ConfigurationPropertyName name,
            Bindable<?> target,
            BindContext context,
            @Nullable Object result)
            throws Exception {
        if (this.ours && context.getDepth() == 0 && result instanceof ChorusProperties properties) {
            List<PropertyProblem> problems = problems(properties, context);
            if (!problems.isEmpty()) {
                throw new BadPropertiesException(problems);
            }
        }
        super.onFinish(name, target, context, result);
    }

    private List<PropertyProblem> problems(ChorusProperties properties, BindContext context) {
        List<PropertyProblem> problems = new ArrayList<>();
        this.unreadable.forEach(
                (property, reason) -> problems.add(problem(property, reason, context)));
        Set<String> unreadableNames =
                this.unreadable.keySet().stream().map(Object::toString).collect(Collectors.toSet());
        for (ChorusPropertiesRules.Violation violation :
                ChorusPropertiesRules.violations(properties)) {
            if (violation.judgedWith().stream().noneMatch(unreadableNames::contains)) {
                problems.add(
                        problem(
                                this.emptyValues.given(
                                        ConfigurationPropertyName.of(violation.property())),
                                violation.reason(),
                                context));
            }
        }
        for (ConfigurationProperty unknown :
                new UnknownProperties(ROOT, this.known).find(context.getSources())) {
            if (!this.unreadable.containsKey(unknown.getName())) {
                problems.add(
                        new PropertyProblem(
                                unknown.getName().toString(),
                                shown(unknown),
                                origin(unknown),
                                "there is no such property"));
            }
        }
        return problems;
    }

    private static PropertyProblem problem(
            ConfigurationPropertyName name, String reason, BindContext context) {
        return problem(name, find(name, context), reason);
    }

    /** A problem with a property as it was given; null where it was not. */
    static PropertyProblem problem(
            ConfigurationPropertyName name,
            @Nullable ConfigurationProperty property,
            String reason) {
        return new PropertyProblem(name.toString(), shown(property), origin(property), reason);
    }

    private static @Nullable ConfigurationProperty find(
            ConfigurationPropertyName name, BindContext context) {
        for (ConfigurationPropertySource source : context.getSources()) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        // A list given as one value: its elements have no property of their own.
        return name.isLastElementIndexed() ? find(name.getParent(), context) : null;
    }

    private static @Nullable String shown(@Nullable ConfigurationProperty property) {
        if (property == null) {
            return null;
        }
        boolean secret = KEYS.equals(property.getName()) || KEYS.isAncestorOf(property.getName());
        return secret ? "******" : "\"" + property.getValue() + "\"";
    }

    private static @Nullable String origin(@Nullable ConfigurationProperty property) {
        return (property != null && property.getOrigin() != null)
                ? property.getOrigin().toString()
                : null;
    }
}
