package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.chorusmesh.deployment.NodePods.container;
import static org.chorusmesh.deployment.NodePods.podSpec;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The keys of gossip and the password: where they come from and where they are kept. */
class ChartSecretsTests {

    @Test
    void keysAndPasswordAreFilesThatTheNodeReadsAndNotEnvironment() {
        PodSpec pod = podSpec("defaults");
        assertThat(container("defaults").getVolumeMounts().get(0).getMountPath())
                .isEqualTo("/etc/chorus/secrets");
        assertThat(container("defaults").getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("SPRING_CONFIG_IMPORT", "configtree:/etc/chorus/secrets/"));
        assertThat(pod.getVolumes().get(0).getSecret().getSecretName())
                .isEqualTo("beat-chorus-auth");
        Manifests manifests = manifests("everything");
        assertThat(secret(manifests, "chorus.gossip.keys"))
                .isEqualTo("0123456789abcdef-new,0123456789abcdef-old");
        assertThat(secret(manifests, "spring.security.user.password")).isEqualTo("swordfish");
        manifests.all().stream()
                .filter((object) -> !(object instanceof Secret))
                .forEach(
                        (object) ->
                                assertThat(object.toString())
                                        .doesNotContain("swordfish")
                                        .doesNotContain("0123456789abcdef-new"));
    }

    @Test
    void generatedKeyIsLongAndDifferentForEachInstall() {
        String first = secret(manifests("defaults"), "chorus.gossip.keys");
        String other = secret(manifests("defaults-again"), "chorus.gossip.keys");
        assertThat(first).hasSize(48).isNotEqualTo(other);
    }

    @Test
    void generatedKeyAndPasswordAreKeptByAnUpgrade() {
        Manifests manifests = manifests("kept");
        assertThat(secret(manifests, "chorus.gossip.keys")).isEqualTo("the key of before");
        assertThat(secret(manifests, "spring.security.user.password"))
                .isEqualTo("the password of before");
    }

    @Test
    void existingSecretIsMountedAndNoneIsMade() {
        assertThat(manifests("least").all(Secret.class)).isEmpty();
        assertThat(podSpec("least").getVolumes().get(0).getSecret().getSecretName())
                .isEqualTo("my-secret");
    }

    private static String secret(Manifests manifests, String name) {
        String encoded = Objects.requireNonNull(manifests.only(Secret.class).getData().get(name));
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
