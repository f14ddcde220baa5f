package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.payroll.PayrollApplication;
import com.example.payroll.PayrollOrders;
import com.example.payroll.PayrollSecurity;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chorusmesh.service.ChorusNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.application.ReadinessStateHealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tests for a node inside an application that is not ours: it never touches what is not its own.
 * What the application does without it is what it does with {@code chorus.enabled=false}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddingTests {

    private static final String SALARIES = "/api/v1/salaries";

    private static final String SETTINGS = "/api/v1/settings";

    private static final List<String> NOT_OURS =
            List.of(
                    SALARIES,
                    "/api/v1/broken",
                    "/api/v1/nowhere",
                    "/api/v1",
                    "/",
                    "/nowhere",
                    "/error",
                    "/livez",
                    "/actuator",
                    "/actuator/prometheus",
                    "/actuator/chorus",
                    "/v3/api-docs");

    @Test
    void leavesTheApplicationsRolesAlone() {
        run(
                (api) -> {
                    assertThat(api.get(SALARIES).status()).isEqualTo(401);
                    assertThat(api.as("clerk", "GET", SALARIES, null).status()).isEqualTo(403);
                    assertThat(api.as("operator", "POST", SALARIES, "{}").status()).isEqualTo(403);
                    assertThat(api.as("payroll", "POST", SALARIES, "{}").body())
                            .isEqualTo("raised");
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Everything.class);
    }

    @Test
    void comesAfterTheApplicationsOwnChain() {
        run(
                (api) -> {
                    assertThat(api.get("/api/v1/node").status()).isEqualTo(401);
                    assertThat(api.as("clerk", "GET", "/api/v1/node", null).status())
                            .isEqualTo(200);
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Everything.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                PayrollSecurity.Everything.class,
                PayrollSecurity.SalariesAlone.class,
                PayrollSecurity.Nothing.class,
                PayrollSecurity.class
            })
    void letsOperatorsAloneWriteWhateverTheChain(Class<?> chain) {
        Class<?>[] sources =
                (chain == PayrollSecurity.class)
                        ? new Class<?>[] {PayrollSecurity.Users.class}
                        : new Class<?>[] {PayrollSecurity.Users.class, chain};
        run(
                (api) -> {
                    assertThat(api.send("PATCH", SETTINGS, "{}").status()).isIn(401, 403);
                    for (String user : List.of("clerk", "payroll")) {
                        ApiClient.Answer refused = api.as(user, "PATCH", SETTINGS, "{}");
                        assertThat(refused.status()).isEqualTo(403);
                        assertThat(refused.header("Content-Type"))
                                .isEqualTo("application/problem+json");
                        assertThat(api.as(user, "DELETE", "/api/v1/peers/x", null).status())
                                .isEqualTo(403);
                        assertThat(api.as(user, "POST", "/api/v1/node/phase", "{}").status())
                                .isEqualTo(403);
                    }
                    assertThat(api.as("operator", "PATCH", SETTINGS, "{}").status()).isEqualTo(200);
                },
                sources);
    }

    @Test
    void isOpenToReadersWhereTheApplicationSaysNothingOfIt() {
        for (Class<?> chain : List.of(PayrollSecurity.SalariesAlone.class, Object.class)) {
            Class<?>[] sources = (chain == Object.class) ? new Class<?>[0] : new Class<?>[] {chain};
            run(
                    (api) -> {
                        assertThat(api.get("/api/v1/node").status()).isEqualTo(200);
                        ApiClient.Answer refused = api.send("PATCH", SETTINGS, "{}");
                        assertThat(refused.status()).isEqualTo(401);
                        assertThat(refused.header("Content-Type"))
                                .isEqualTo("application/problem+json");
                        assertThat(api.get(SALARIES).status()).isEqualTo(401);
                    },
                    sources);
        }
    }

    @Test
    void leavesBootsDefaultAsItIs() {
        assertThat(answers("--chorus.enabled=true"))
                .isEqualTo(answers("--chorus.enabled=false"))
                .contains(SALARIES + " 401");
    }

    @Test
    void leavesTheApplicationsErrorsAndPagesAsTheyAre() {
        assertThat(answers("--chorus.enabled=true", PayrollSecurity.Nothing.class))
                .isEqualTo(answers("--chorus.enabled=false", PayrollSecurity.Nothing.class))
                .contains("/api/v1/broken 418")
                .contains("payroll: IllegalStateException")
                .contains("payroll: NoResourceFoundException");
    }

    @Test
    void answersItsOwnErrorsItselfWhateverTheApplicationsAdviceTakes() {
        run(
                (api) -> {
                    ApiClient.Answer invalid =
                            api.write("PATCH", SETTINGS, "{\"coupling\": -1, \"x\": 1}");
                    assertThat(invalid.status()).isEqualTo(400);
                    assertThat(invalid.header("Content-Type"))
                            .isEqualTo("application/problem+json");
                    assertThat(invalid.fieldsAtFault()).containsExactly("x", "coupling");
                    assertThat(api.get("/api/v1/peers/nobody").status()).isEqualTo(404);
                    assertThat(api.get("/api/v1/node", "Accept", "text/csv").status())
                            .isEqualTo(406);
                    ApiClient.Answer method = api.write("PUT", SETTINGS, "{}");
                    assertThat(method.status()).isEqualTo(405);
                    assertThat(method.header("Allow")).contains("PATCH");
                    assertThat(method.header("Content-Type")).isEqualTo("application/problem+json");
                    assertThat(api.write("PATCH", SETTINGS, "x", "Content-Type", "text/csv"))
                            .matches((answer) -> answer.status() == 415, "unsupported media type");
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Nothing.class);
    }

    @Test
    void givesWayToTheApplicationsControllersAtTheSamePath(CapturedOutput output) {
        run(
                (api) -> {
                    assertThat(api.get("/api/v1/order").body()).isEqualTo("payroll order");
                    assertThat(api.send("POST", SETTINGS, "{}").body())
                            .isEqualTo("payroll settings");
                    assertThat(api.get("/api/v1/peers/a").body()).isEqualTo("payroll peer a");
                    assertThat(api.get("/api/v1/peers").json().has("peers")).isTrue();
                },
                PayrollOrders.class,
                PayrollSecurity.Nothing.class);
        assertThat(output.getAll().lines().filter((line) -> line.contains("HiddenPaths")))
                .singleElement()
                .matches((line) -> line.contains(" WARN "))
                .matches((line) -> line.contains("[/api/v1/order, /api/v1/settings]"));
    }

    @Test
    void opensNoneOfTheApplicationsControllersAtTheSamePath() {
        run(
                (api) -> {
                    assertThat(api.get("/api/v1/order").status()).isEqualTo(401);
                    assertThat(api.get("/api/v1/peers/a").status()).isEqualTo(401);
                    assertThat(api.send("POST", SETTINGS, "{}").status()).isEqualTo(401);
                    assertThat(api.get("/api/v1/peers").status()).isEqualTo(200);
                },
                PayrollOrders.class);
    }

    @Test
    void movesBelowAnotherPath() {
        run(
                List.of("--chorus.web.base-path=/ops/chorus"),
                (api) -> {
                    assertThat(api.get("/ops/chorus/node").status()).isEqualTo(200);
                    assertThat(api.get("/api/v1/node").status()).isEqualTo(418);
                    assertThat(api.get("/api/v1/order").body()).isEqualTo("payroll order");
                    assertThat(api.write("PATCH", "/ops/chorus/settings", "{}").status())
                            .isEqualTo(200);
                },
                PayrollOrders.class,
                PayrollSecurity.Users.class,
                PayrollSecurity.Nothing.class);
    }

    @Test
    void turnsOffAltogether() {
        try (ConfigurableApplicationContext context =
                start(List.of("--chorus.enabled=false"), PayrollSecurity.Nothing.class)) {
            assertThat(
                            Stream.of(context.getBeanDefinitionNames())
                                    .map(context::getType)
                                    .filter((type) -> type != null)
                                    .map(Class::getName)
                                    .filter((name) -> name.startsWith("org.chorusmesh")))
                    .isEmpty();
            assertThat(Applications.client(context).get("/api/v1/node").status()).isEqualTo(418);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNAKE_CASE", "UPPER_CAMEL_CASE"})
    void leavesJsonAsItIsOnBothSides(String strategy) {
        run(
                List.of(
                        "--spring.jackson.property-naming-strategy=" + strategy,
                        "--spring.jackson.default-property-inclusion=non_null"),
                (api) -> {
                    assertThat(api.get("/api/v1/node").json().propertyNames())
                            .contains("nodeId", "atNanos");
                    assertThat(api.get("/api/v1/order").json().get("r").isNull()).isTrue();
                    assertThat(api.get(SETTINGS).json().get("gossipPeriod").stringValue())
                            .isEqualTo("PT0.05S");
                    assertThat(api.write("PATCH", SETTINGS, "{\"x\": 1}").json().propertyNames())
                            .containsExactlyInAnyOrder(
                                    "title", "status", "detail", "instance", "errors");
                    assertThat(api.get(SALARIES).body()).isEqualTo("{\"monthlySalary\":5000}");
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Nothing.class);
    }

    @Test
    void letsNamedOriginsCallItAndNothingElse() {
        String[] preflight = {
            "Origin", "https://example.org", "Access-Control-Request-Method", "PATCH"
        };
        run(
                List.of("--chorus.web.cors.allowed-origins=https://example.org"),
                (api) -> {
                    ApiClient.Answer allowed = api.send("OPTIONS", SETTINGS, null, preflight);
                    assertThat(allowed.status()).isEqualTo(200);
                    assertThat(allowed.header("Access-Control-Allow-Origin"))
                            .isEqualTo("https://example.org");
                    assertThat(allowed.header("Access-Control-Allow-Methods")).contains("PATCH");
                    ApiClient.Answer read =
                            api.as(
                                    "clerk",
                                    "GET",
                                    "/api/v1/node",
                                    null,
                                    "Origin",
                                    "https://example.org");
                    assertThat(read.status()).isEqualTo(200);
                    assertThat(read.header("Access-Control-Allow-Origin"))
                            .isEqualTo("https://example.org");
                    String[] stranger = preflight.clone();
                    stranger[1] = "https://example.com";
                    assertThat(api.send("OPTIONS", SETTINGS, null, stranger).status())
                            .isEqualTo(403);
                    preflight[3] = "GET";
                    assertThat(api.send("OPTIONS", SALARIES, null, preflight).status())
                            .isEqualTo(401);
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Everything.class);
    }

    @Test
    void hasPartInTheApplicationsProbesOnlyWhereItSaysSo() {
        String readiness = "readinessStateHealthIndicator";
        try (ConfigurableApplicationContext context = start(List.of())) {
            assertThat(context.getBean(readiness))
                    .isExactlyInstanceOf(ReadinessStateHealthIndicator.class);
        }
        try (ConfigurableApplicationContext context =
                start(List.of("--chorus.health.probes=true"))) {
            assertThat(context.getBean(readiness).getClass().getName())
                    .startsWith("org.chorusmesh.actuate.");
        }
    }

    @Test
    void runsTwiceInOneProcess() {
        List<String> jmx = List.of("--spring.jmx.enabled=true");
        try (ConfigurableApplicationContext first = start(jmx, PayrollSecurity.Nothing.class);
                ConfigurableApplicationContext second = start(jmx, PayrollSecurity.Nothing.class)) {
            String one =
                    Applications.client(first)
                            .get("/api/v1/node")
                            .json()
                            .get("nodeId")
                            .stringValue();
            String other =
                    Applications.client(second)
                            .get("/api/v1/node")
                            .json()
                            .get("nodeId")
                            .stringValue();
            assertThat(one).isNotEqualTo(other);
        }
    }

    @Test
    void runsWithoutAWebServer() {
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(withPayroll(PayrollSecurity.Users.class))
                        .web(WebApplicationType.NONE)
                        .run("--chorus.gossip.bind=127.0.0.1:0", "--chorus.join=free")) {
            assertThat(context.getBean(ChorusNode.class).gossipStatus().healthy()).isTrue();
        }
    }

    @Test
    void saysOnceThatItIsReadOnlyWhereSecurityIsSwitchedOff(CapturedOutput output) {
        String[] exclusions = {
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        };
        run(
                List.of("--spring.autoconfigure.exclude=" + String.join(",", exclusions)),
                (api) -> {
                    assertThat(api.get(SALARIES).status()).isEqualTo(200);
                    assertThat(api.get("/api/v1/node").status()).isEqualTo(200);
                    ApiClient.Answer refused = api.write("PATCH", SETTINGS, "{}");
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused.json().get("detail").stringValue())
                            .isEqualTo(
                                    "Writes are off, because the application does not use Spring Security.");
                });
        assertThat(output.getAll().lines().filter((line) -> line.contains("is read-only")))
                .singleElement()
                .matches((line) -> line.contains("WARN"));
    }

    /** Status, media type and body of what is not ours. */
    private static String answers(String argument, Class<?>... sources) {
        StringBuilder answers = new StringBuilder();
        run(
                List.of(argument),
                (api) -> {
                    for (String path : NOT_OURS) {
                        for (String method : List.of("GET", "POST")) {
                            ApiClient.Answer answer = api.send(method, path, null);
                            answers.append(method)
                                    .append(' ')
                                    .append(path)
                                    .append(' ')
                                    .append(answer.status())
                                    .append(' ')
                                    .append(answer.header("Content-Type"))
                                    .append(' ')
                                    .append(answer.header("WWW-Authenticate"))
                                    .append(' ')
                                    .append(withoutMoment(answer.body(), api.root()))
                                    .append('\n');
                        }
                    }
                },
                sources);
        return answers.toString();
    }

    private static String withoutMoment(String body, String root) {
        return body.replace(root, "").replaceAll("\"timestamp\":\"[^\"]*\"", "");
    }

    private static void run(Consumer<ApiClient> test, Class<?>... sources) {
        run(List.of(), test, sources);
    }

    private static void run(List<String> arguments, Consumer<ApiClient> test, Class<?>... sources) {
        Applications.run(arguments, test, withPayroll(sources));
    }

    private static ConfigurableApplicationContext start(
            List<String> arguments, Class<?>... sources) {
        return Applications.start(arguments, withPayroll(sources));
    }

    private static Class<?>[] withPayroll(Class<?>... sources) {
        return Stream.concat(Stream.of(PayrollApplication.class), Arrays.stream(sources))
                .toArray(Class<?>[]::new);
    }
}
