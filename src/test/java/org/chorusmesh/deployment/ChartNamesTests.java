package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of objects and of the mesh, for releases of any name that Helm takes. */
class ChartNamesTests {

    /** DNS-1035, which names of Services must keep. */
    private static final String LABEL = "[a-z]([-a-z0-9]*[a-z0-9])?";

    /** A StatefulSet's pods bear its name and a revision's hash in a label of at most 63. */
    private static final int LONGEST_SET = 52;

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void everyNameIsALabelAndShortEnough(String values) {
        Manifests manifests = RenderedChart.manifests(values);
        assertThat(manifests.all())
                .allSatisfy(
                        (object) ->
                                assertThat(object.getMetadata().getName())
                                        .matches(LABEL)
                                        .hasSizeLessThanOrEqualTo(63));
        assertThat(name(manifests)).hasSizeLessThanOrEqualTo(LONGEST_SET);
    }

    @Test
    void releasesThatAreAlikeInTheirFirstFortyCharactersShareNothing() {
        Manifests first = RenderedChart.manifests("release-long-a");
        Manifests second = RenderedChart.manifests("release-long-b");
        assertThat(names(first)).doesNotContainAnyElementsOf(names(second));
        assertThat(mesh(first))
                .isEqualTo("music/orchestra-of-the-northern-hall-brass-section-a-chorus")
                .isNotEqualTo(mesh(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"release-with-digit", "release-with-dot"})
    void releaseWhoseNameIsNoLabelGetsOneWithAHash(String values) {
        assertThat(name(RenderedChart.manifests(values))).matches(LABEL + "-[0-9a-f]{8}");
    }

    @Test
    void nameThatFitsStaysAsItIs() {
        assertThat(name(RenderedChart.manifests("defaults"))).isEqualTo("beat-chorus");
        assertThat(mesh(RenderedChart.manifests("defaults"))).isEqualTo("music/beat-chorus");
    }

    private static String name(Manifests manifests) {
        return manifests.only(StatefulSet.class).getMetadata().getName();
    }

    private static List<String> names(Manifests manifests) {
        return manifests.all().stream().map((object) -> object.getMetadata().getName()).toList();
    }

    private static String mesh(Manifests manifests) {
        assertThat(manifests.all(Service.class)).isNotEmpty();
        return manifests.named(ConfigMap.class, name(manifests)).getData().get("CHORUS_MESH");
    }
}
