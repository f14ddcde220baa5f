package org.chorusmesh.service;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Names below a root that no binding asked for. Boot's own check leaves out the environment, where
 * it cannot tell {@code NODE_ID} from {@code NODEID}; here those are compared by their letters and
 * digits.
 */
final class UnknownProperties {

    /**
     * What Kubernetes puts into the environment for a Service that happens to be called like the
     * root.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)");

    private final ConfigurationPropertyName root;

    private final Set<ConfigurationPropertyName> known;

    private final Set<String> knownLetters;

    UnknownProperties(ConfigurationPropertyName root, Set<ConfigurationPropertyName> known) {
        this.root = root;
        this.known = known;
        this.knownLetters =
                known.stream().map((name) -> letters(name.toString())).collect(Collectors.toSet());
    }

    Iterable<ConfigurationProperty> find(Iterable<ConfigurationPropertySource> sources) {
        Map<ConfigurationPropertyName, ConfigurationProperty> found = new TreeMap<>();
        for (ConfigurationPropertySource source : sources) {
            if (source.getUnderlyingSource()
                    instanceof SystemEnvironmentPropertySource environment) {
                collect(environment, found);
            } else if (source instanceof IterableConfigurationPropertySource iterable) {
                collect(iterable, found);
            }
        }
        return found.values();
    }

    private void collect(
            IterableConfigurationPropertySource source,
            Map<ConfigurationPropertyName, ConfigurationProperty> found) {
        for (ConfigurationPropertyName name : source) {
            if (this.root.isAncestorOf(name) && !isKnown(name)) {
                ConfigurationProperty property = source.getConfigurationProperty(name);
                if (property != null) {
                    found.putIfAbsent(name, property);
                }
            }
        }
    }

    private boolean isKnown(ConfigurationPropertyName name) {
        if (name.isLastElementIndexed()) {
            // An element of a list that a source of higher precedence replaced has not been asked
            // for.
            return this.known.contains(name.getParent());
        }
        // A value where a group belongs has not been asked for either, although the group has.
        return this.known.contains(name)
                && this.known.stream()
                        .noneMatch(
                                (other) -> name.isParentOf(other) && !other.isLastElementIndexed());
    }

    private void collect(
            SystemEnvironmentPropertySource environment,
            Map<ConfigurationPropertyName, ConfigurationProperty> found) {
        String prefix = this.root.toString().toUpperCase(Locale.ROOT) + "_";
        for (String variable : environment.getPropertyNames()) {
            String upper = variable.toUpperCase(Locale.ROOT);
            if (upper.startsWith(prefix)
                    && !SERVICE_LINK.matcher(upper).matches()
                    && !isKnownVariable(upper)) {
                String dotted = upper.toLowerCase(Locale.ROOT).replace('_', '.');
                ConfigurationPropertyName name = ConfigurationPropertyName.adapt(dotted, '.');
                Origin origin = PropertySourceOrigin.get(environment, variable);
                found.putIfAbsent(
                        name,
                        new ConfigurationProperty(name, value(environment, variable), origin));
            }
        }
    }

    private static Object value(PropertySource<?> environment, String variable) {
        Object value = environment.getProperty(variable);
        return (value != null) ? value : "";
    }

    private boolean isKnownVariable(String variable) {
        String name = letters(variable);
        String withoutIndex = name.replaceAll("[0-9]+$", "");
        return this.knownLetters.contains(name) || this.knownLetters.contains(withoutIndex);
    }

    private static String letters(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
