package org.chorusmesh.deployment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Kubernetes manifests, read strictly: a field that the API does not have is an error. The model
 * itself would keep such a field aside in a map and say nothing.
 */
final class Manifests {

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Stream.<Class<? extends HasMetadata>>of(
                            ConfigMap.class,
                            HTTPRoute.class,
                            Ingress.class,
                            NetworkPolicy.class,
                            Pod.class,
                            PodDisruptionBudget.class,
                            PrometheusRule.class,
                            Secret.class,
                            Service.class,
                            ServiceAccount.class,
                            ServiceMonitor.class,
                            StatefulSet.class)
                    .collect(
                            Collectors.toMap(
                                    (type) ->
                                            HasMetadata.getApiVersion(type)
                                                    + "/"
                                                    + HasMetadata.getKind(type),
                                    (type) -> type));

    private static final ObjectMapper STRICT =
            new ObjectMapper()
                    .setAnnotationIntrospector(
                            new JacksonAnnotationIntrospector() {
                                private static final long serialVersionUID = 1L;

                                @Override
                                public Boolean hasAnySetter(Annotated annotated) {
                                    return false;
                                }

                                @Override
                                public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                                        MapperConfig<?> config, Annotated annotated) {
                                    return JsonIgnoreProperties.Value.empty();
                                }
                            });

    private final List<HasMetadata> all;

    private Manifests(List<HasMetadata> all) {
        this.all = all;
    }

    /**
     * Reads a stream of YAML documents.
     *
     * @throws IllegalArgumentException naming the path of a field that the API does not have, or a
     *     kind that is not known here
     */
    static Manifests parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<HasMetadata> all = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document instanceof Map<?, ?> fields) {
                all.add(convert(fields));
            }
        }
        return new Manifests(all);
    }

    private static HasMetadata convert(Map<?, ?> fields) {
        String kind = fields.get("apiVersion") + "/" + fields.get("kind");
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("No model for " + kind);
        }
        try {
            return STRICT.convertValue(fields, type);
        } catch (IllegalArgumentException ex) {
            String path =
                    (ex.getCause() instanceof JsonMappingException cause)
                            ? cause.getPath().stream()
                                    .map(
                                            (step) ->
                                                    (step.getFieldName() != null)
                                                            ? step.getFieldName()
                                                            : Integer.toString(step.getIndex()))
                                    .collect(Collectors.joining("."))
                            : "?";
            throw new IllegalArgumentException(kind + " at " + path + ": " + ex.getMessage(), ex);
        }
    }

    List<HasMetadata> all() {
        return this.all;
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return this.all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only one of its kind. */
    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " of " + type.getSimpleName());
        }
        return found.get(0);
    }

    <T extends HasMetadata> T named(Class<T> type, String name) {
        return all(type).stream()
                .filter((object) -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No " + type.getSimpleName() + " " + name));
    }
}
