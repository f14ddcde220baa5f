package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Makes an empty value mean that the property is not set: its default applies, whatever a source of
 * lower precedence says. An empty element of a list is left out. Boot itself reads an empty value
 * by type: as the working directory, as an empty name, or as an error.
 */
final class EmptyValues {

    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final Set<ConfigurationPropertyName> unset = new HashSet<>();

    private final Map<ConfigurationPropertyName, List<Integer>> places = new HashMap<>();

    /** What a property is to be read as: an empty one as text, since no other type may have it. */
    @SuppressWarnings("unchecked")
    <T> Bindable<T> readable(
            ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        Class<?> type = target.getType().resolve(Object.class);
        // The binder reads an empty list as such, and looks at an element's neighbours.
        boolean unset =
                !Iterable.class.isAssignableFrom(type)
                        && !isGroup(type)
                        && !name.isLastElementIndexed()
                        && isEmpty(name, context);
        if (!unset) {
            return target;
        }
        this.unset.add(name);
        return (Bindable<T>) TEXT;
    }

    /** A record that no text converts to: {@code chorus.gossip=} leaves what is below it alone. */
    private static boolean isGroup(Class<?> type) {
        return type.isRecord() && ClassUtils.getStaticMethod(type, "valueOf", String.class) == null;
    }

    private static boolean isEmpty(ConfigurationPropertyName name, BindContext context) {
        for (ConfigurationPropertySource source : context.getSources()) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property.getValue() instanceof CharSequence
                        && context.getBinder().bind(name, TEXT).orElse("").isEmpty();
            }
        }
        return false;
    }

    /** What a property is bound to: null if it is not set, a list without its empty elements. */
    @Nullable Object bound(ConfigurationPropertyName name, Object value) {
        if (this.unset.contains(name)) {
            return null;
        }
        if (!(value instanceof List<?> elements) || !elements.contains("")) {
            return value;
        }
        List<Object> kept = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (!"".equals(elements.get(i))) {
                kept.add(elements.get(i));
                indexes.add(i);
            }
        }
        this.places.put(name, indexes);
        return kept;
    }

    /** The name under which a bound property was given: empty elements before it count there. */
    ConfigurationPropertyName given(ConfigurationPropertyName bound) {
        List<Integer> indexes =
                bound.isLastElementIndexed() ? this.places.get(bound.getParent()) : null;
        if (indexes == null) {
            return bound;
        }
        int index = Integer.parseInt(bound.getLastElement(ConfigurationPropertyName.Form.ORIGINAL));
        return bound.getParent().append("[" + indexes.get(index) + "]");
    }
}
