package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the image promises, read from the Dockerfile. */
class DockerfileTests {

    private final List<Instruction> file = parse();

    @Test
    void baseImagesAreArgumentsWithDefaults() {
        List<Instruction> arguments =
                this.file.stream().takeWhile((line) -> line.name.equals("ARG")).toList();
        assertThat(arguments)
                .extracting(Instruction::value)
                .anyMatch((value) -> value.startsWith("BUILD_IMAGE=eclipse-temurin:25"))
                .anyMatch((value) -> value.startsWith("RUNTIME_IMAGE=eclipse-temurin:25"));
        assertThat(stages().values())
                .extracting((stage) -> stage.get(0).value.split(" ")[0])
                .allMatch((from) -> from.startsWith("${") || stages().containsKey(from));
    }

    @Test
    void finalStageHasNoBuildTools() {
        assertThat(lineage().get(0).value).isEqualTo("${RUNTIME_IMAGE} AS node");
        assertThat(lineage()).noneMatch((line) -> line.value.contains("mvnw"));
    }

    @Test
    void nodeRunsAsANumberedUserThatIsNotRoot() {
        assertThat(last("USER").value).isEqualTo("10001:10001");
    }

    @Test
    void jvmIsProcessOneWithoutAShellBetween() throws JsonProcessingException {
        List<String> command = list(last("ENTRYPOINT").value);
        assertThat(command).startsWith("java").contains("-jar", "/opt/chorus/chorus.jar");
        assertThat(named("CMD")).isEmpty();
    }

    @Test
    void layersGoFromWhatChangesLeastToWhatChangesMost() {
        assertThat(named("COPY"))
                .extracting(Instruction::value)
                .filteredOn((value) -> value.contains("--from=layers"))
                .extracting((value) -> value.split("/")[3])
                .containsExactly(
                        "dependencies",
                        "spring-boot-loader",
                        "snapshot-dependencies",
                        "application");
    }

    @Test
    void cacheThatIsTrainedIsTheOneThatIsUsed() throws JsonProcessingException {
        String training =
                stages().get("trained").stream()
                        .filter((line) -> line.name.equals("RUN"))
                        .findFirst()
                        .orElseThrow()
                        .value;
        String cache = training.substring(training.lastIndexOf(' ') + 1);
        assertThat(named("COPY")).anyMatch((copy) -> copy.value.contains(" " + cache + " "));
        assertThat(list(last("ENTRYPOINT").value)).contains("-XX:AOTCache=" + cache);
        assertThat(stages().get("trained").get(0).value).startsWith("node ");
    }

    @Test
    void heapFollowsTheMemoryLimit() {
        assertThat(last("ENV JDK_JAVA_OPTIONS").value).contains("-XX:MaxRAMPercentage=");
    }

    @Test
    void healthCheckNeedsNothingThatIsNotThere() throws JsonProcessingException {
        String check = last("HEALTHCHECK").value;
        List<String> command = list(check.substring(check.indexOf('[')));
        assertThat(command).containsExactly("/opt/chorus/probe", "/readyz");
        assertThat(Path.of("src/main/docker/probe")).isExecutable();
        assertThat(last("ENV CHORUS_WEB_ADDRESS_FILE").value)
                .isEqualTo("CHORUS_WEB_ADDRESS_FILE=/tmp/chorus-web-address");
    }

    @Test
    void chartsTestIsInTheImageBesideTheProbe() {
        assertThat(named("COPY"))
                .extracting(Instruction::value)
                .contains("src/main/docker/probe src/main/docker/agreement ./");
        assertThat(Path.of("src/main/docker/agreement")).isExecutable();
    }

    @Test
    void labelsSayWhatItIsAndUnderWhichLicence() {
        assertThat(named("LABEL"))
                .extracting((label) -> label.value.split("=")[0])
                .containsExactly(
                        "org.opencontainers.image.title",
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.licenses");
        assertThat(named("LABEL"))
                .extracting(Instruction::value)
                .contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
    }

    @Test
    void noSecretIsBakedIn() {
        assertThat(this.file)
                .filteredOn((line) -> line.name.equals("ENV") || line.name.equals("ARG"))
                .noneMatch(
                        (line) ->
                                line.value.split("=")[0].matches(
                                        "(?i).*(key|password|secret|token).*"));
        assertThat(lineage())
                .filteredOn((line) -> line.name.equals("COPY"))
                .noneMatch((line) -> line.value.contains("/etc/chorus/secrets"));
    }

    @Test
    void everyFileThatIsCopiedIsInTheContext() throws IOException {
        List<String> rules =
                Files.readAllLines(Path.of(".dockerignore")).stream()
                        .filter((rule) -> !rule.startsWith("#"))
                        .toList();
        assertThat(rules).first().isEqualTo("*");
        assertThat(this.file)
                .filteredOn((line) -> line.name.equals("COPY") && !line.value.startsWith("--from"))
                .flatExtracting(DockerfileTests::sources)
                .isNotEmpty()
                .allSatisfy(
                        (source) -> {
                            assertThat(rules).anyMatch((rule) -> lets(rule, source));
                            if (!source.contains("*")) {
                                assertThat(Path.of(source)).exists();
                            }
                        });
    }

    private static boolean lets(String rule, String source) {
        if (!rule.startsWith("!")) {
            return false;
        }
        String path = rule.substring(1);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path);
        return source.equals(path)
                || source.startsWith(path + "/")
                || matcher.matches(Path.of(source.replace("*", "x")));
    }

    private static List<String> sources(Instruction copy) {
        String[] words = copy.value.split(" ");
        return Arrays.asList(words).subList(0, words.length - 1);
    }

    private static List<String> list(String json) throws JsonProcessingException {
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }

    private Map<String, List<Instruction>> stages() {
        Map<String, List<Instruction>> stages = new LinkedHashMap<>();
        List<Instruction> stage = new ArrayList<>();
        for (Instruction line : this.file) {
            if (line.name.equals("FROM")) {
                String[] words = line.value.split(" ");
                stage = new ArrayList<>();
                stages.put((words.length == 3) ? words[2] : "", stage);
            }
            stage.add(line);
        }
        return stages;
    }

    /** The instructions that make the final image, of the stages that it stands on too. */
    private List<Instruction> lineage() {
        List<Instruction> lineage = new ArrayList<>();
        List<Instruction> stage = stages().get("");
        while (stage != null) {
            lineage.addAll(0, stage);
            stage = stages().get(stage.get(0).value.split(" ")[0]);
        }
        return lineage;
    }

    private List<Instruction> named(String start) {
        return lineage().stream()
                .filter(
                        (line) ->
                                (line.name + " " + line.value + " ").startsWith(start + " ")
                                        || (line.name + " " + line.value).startsWith(start + "="))
                .toList();
    }

    private Instruction last(String start) {
        List<Instruction> found = named(start);
        assertThat(found).isNotEmpty();
        return found.get(found.size() - 1);
    }

    private static List<Instruction> parse() {
        try (Stream<String> lines = Files.lines(Path.of("Dockerfile"))) {
            return lines.filter((line) -> !line.isBlank() && !line.startsWith("#"))
                    .map((line) -> line.split(" ", 2))
                    .map((parts) -> new Instruction(parts[0], parts[1].strip()))
                    .toList();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** One line; none is continued. */
    private record Instruction(String name, String value) {

        Instruction {
            assertThat(value).doesNotEndWith("\\");
        }
    }
}
