package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.payroll.PayrollApplication;
import com.example.worker.WorkerApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Tests for what an application that embeds a node inherits, and that it runs with no more. */
class InheritedTests {

    /** What is on the class path of the tests alone, or of the runnable jar alone. */
    private static final Pattern NOT_INHERITED =
            Pattern.compile(
                    "security|springdoc|swagger|webjars|picocli|xchart|prometheus|validat"
                            + "|junit|jupiter|opentest4j|assertj|hamcrest|mockito|byte-buddy|objenesis"
                            + "|awaitility|jqwik|jazzer|archunit|hipparchus|helm|kubernetes|openshift"
                            + "|-test|jsonassert|json-path|xmlunit|jackson-(core|databind)-2|com.fasterxml.jackson.(core.jackson-(core|databind)|dataformat|datatype)");

    /** What an application with a web server brings along. */
    private static final Pattern WEB =
            Pattern.compile(
                    "spring-web|tomcat|servlet|spring-boot-(starter-)?(web|jackson|http)"
                            + "|jackson-(datatype|module|dataformat)");

    private static final Pattern NONE = Pattern.compile("(?!)");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir private Path directory;

    @Test
    void isWhatANodeRequires() throws Exception {
        NodeList dependencies = pom().getElementsByTagName("dependency");
        List<String> inherited = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            boolean project =
                    dependency.getParentNode().getParentNode().getNodeName().equals("project");
            if (project
                    && !"test".equals(text(dependency, "scope"))
                    && !"true".equals(text(dependency, "optional"))) {
                inherited.add(text(dependency, "artifactId"));
            }
        }
        assertThat(inherited)
                .containsExactlyInAnyOrder(
                        "spring-boot-starter-actuator",
                        "jackson-databind",
                        "jeromq",
                        "protobuf-java",
                        "jspecify");
    }

    /** The build of an application that embeds a node is another than the node's. */
    @Test
    void isNoInformationOfTheBuild() throws Exception {
        NodeList excludes = pom().getElementsByTagName("exclude");
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < excludes.getLength(); i++) {
            Element execution =
                    (Element) excludes.item(i).getParentNode().getParentNode().getParentNode();
            if (text(execution, "id").equals("default-jar")) {
                leftOut.add(excludes.item(i).getTextContent());
            }
        }
        assertThat(leftOut).containsExactly("META-INF/build-info.properties");
    }

    private static Process start(Path log, String classPath, Class<?> application)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        application.getName(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--chorus.gossip.bind=127.0.0.1:0",
                        "--chorus.join=free",
                        "--chorus.frequency-hz=5")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** An application without a web server gets none from the library. */
    @Test
    void isEnoughForBeatsWithoutAWebServer() throws Exception {
        Path log = this.directory.resolve("log");
        Process process = start(log, classPathWithout(WEB), WorkerApplication.class);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !process.isAlive() || read(log).contains("Worked on beat"));
            assertThat(process.isAlive()).as(() -> read(log)).isTrue();
            assertThat(read(log)).doesNotContain("Tomcat", " WARN ", " ERROR ");
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isEnoughForANodeWhichIsReadOnlyWithoutSecurity() throws Exception {
        Path log = this.directory.resolve("log");
        Process process = start(log, classPathWithout(NONE), PayrollApplication.class);
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive() || port(log) > 0);
            assertThat(process.isAlive()).as(() -> read(log)).isTrue();
            ApiClient api = new ApiClient(port(log));
            assertThat(api.get("/api/v1/node").json().get("mesh").stringValue())
                    .isEqualTo("chorus");
            ApiClient.Answer refused = api.write("PATCH", "/api/v1/settings", "{}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().get("detail").stringValue()).startsWith("Writes are off");
            assertThat(api.send("POST", "/api/v1/salaries", "{}").body()).isEqualTo("raised");
            assertThat(api.get("/v3/api-docs").status()).isEqualTo(418);
            assertThat(read(log).lines().filter((line) -> line.contains("is read-only")))
                    .singleElement()
                    .matches((line) -> line.contains(" WARN "));
        } finally {
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static Element pom() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("pom.xml"))
                .getDocumentElement();
    }

    private static String classPathWithout(Pattern others) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(
                        (entry) ->
                                !entry.endsWith(".jar")
                                        || !isOf(NOT_INHERITED, entry) && !isOf(others, entry))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOf(Pattern pattern, String entry) {
        return pattern.matcher(entry.replaceFirst(".*/repository/", "")).find();
    }

    private static int port(Path log) {
        Matcher matcher = PORT.matcher(read(log));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

    private static String text(Element dependency, String name) {
        NodeList found = dependency.getElementsByTagName(name);
        return (found.getLength() == 0) ? "" : found.item(0).getTextContent();
    }
}
