package org.chorusmesh.deployment;

import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;

/** The pods of the nodes, as the rendered chart has them. */
final class NodePods {

    static final Map<String, String> NODE_LABELS =
            Map.of(
                    "app.kubernetes.io/name", "chorus",
                    "app.kubernetes.io/instance", HelmProcess.RELEASE,
                    "app.kubernetes.io/component", "node");

    private NodePods() {}

    static PodSpec podSpec(String values) {
        return podSpec(manifests(values));
    }

    static PodSpec podSpec(Manifests manifests) {
        return manifests.only(StatefulSet.class).getSpec().getTemplate().getSpec();
    }

    static Container container(String values) {
        return podSpec(values).getContainers().get(0);
    }

    static Map<String, String> environment(String values) {
        List<EnvFromSource> sources = container(values).getEnvFrom();
        String name = sources.get(sources.size() - 1).getConfigMapRef().getName();
        return manifests(values).named(ConfigMap.class, name).getData();
    }
}
