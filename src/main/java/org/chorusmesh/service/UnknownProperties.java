package org.chorusmesh.service;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * it cannot distinguish {@code NODE_ID} from {@code NODEID}; here those are compared by their
 * letters and digits. Kubernetes' {@linkplain ServiceLinks service links} are not properties.
 */
final class UnknownProperties {

    private final ConfigurationPropertyName root;

    private final Set<ConfigurationPropertyName> known;

    /** Names that have others below them: a value there is as unknown as a typing error. */
    private final Set<ConfigurationPropertyName> groups;

    private final Set<String> knownLetters;

    private final Set<String> groupLetters;

    UnknownProperties(ConfigurationPropertyName root, Set<ConfigurationPropertyName> asked) {
        this.root = root;
        this.groups =
                asked.stream()
                        .filter((name) -> !name.isEmpty() && !name.isLastElementIndexed())
                        .map(ConfigurationPropertyName::getParent)
                        .collect(Collectors.toSet());
        this.known = new HashSet<>(asked);
        this.known.removeAll(this.groups);
        this.knownLetters = letters(this.known);
        this.groupLetters = letters(this.groups);
    }

    private static Set<String> letters(Set<ConfigurationPropertyName> names) {
        return names.stream().map((name) -> letters(name.toString())).collect(Collectors.toSet());
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
                if (property != null
                        && !(this.groups.contains(name) && "".equals(property.getValue()))) {
                    found.putIfAbsent(name, property);
                }
            }
        }
    }

    private boolean isKnown(ConfigurationPropertyName name) {
        // An element of a list that a source of higher precedence replaced has not been asked for.
        return this.known.contains(name.isLastElementIndexed() ? name.getParent() : name);
    }

    private void collect(
            SystemEnvironmentPropertySource environment,
            Map<ConfigurationPropertyName, ConfigurationProperty> found) {
        String prefix = this.root.toString().toUpperCase(Locale.ROOT) + "_";
        for (String variable : environment.getPropertyNames()) {
            String upper = variable.toUpperCase(Locale.ROOT);
            Object value = value(environment, variable);
            if (upper.startsWith(prefix)
                    && !ServiceLinks.contain(upper, value.toString())
                    && !isKnownVariable(upper)
                    && !(value.equals("") && this.groupLetters.contains(letters(upper)))) {
                String dotted = upper.toLowerCase(Locale.ROOT).replace('_', '.');
                ConfigurationPropertyName name = ConfigurationPropertyName.adapt(dotted, '.');
                Origin origin = PropertySourceOrigin.get(environment, variable);
                found.putIfAbsent(name, new ConfigurationProperty(name, value, origin));
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
