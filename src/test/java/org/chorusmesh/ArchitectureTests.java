package org.chorusmesh;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chorusmesh.peers.Remedies;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Which room may import which, and what the ground floors keep out. */
class ArchitectureTests {

    private static final String ROOT = "org.chorusmesh";

    /** Each room with the rooms that it may import. */
    private static final Map<String, List<String>> ROOMS = rooms();

    private static final List<String> GROUND_FLOORS =
            List.of(
                    "dynamics",
                    "causality",
                    "settings",
                    "overlay",
                    "members",
                    "beat",
                    "peers",
                    "node");

    /** A hash is plain arithmetic, and the platform has it. Nothing else of its package is. */
    private static final DescribedPredicate<JavaClass> HASHES =
            JavaClass.Predicates.belongToAnyOf(MessageDigest.class, NoSuchAlgorithmException.class);

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    private static Map<String, List<String>> rooms() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        rooms.put("dynamics", List.of());
        rooms.put("causality", List.of());
        rooms.put("settings", List.of());
        rooms.put("overlay", List.of());
        rooms.put("members", List.of("causality", "settings", "overlay"));
        List<String> toBeat = List.of("dynamics", "causality", "settings", "overlay", "members");
        rooms.put("beat", toBeat);
        rooms.put("peers", and(toBeat, "beat"));
        List<String> toNode = and(toBeat, "beat", "peers");
        rooms.put("node", toNode);
        rooms.put("wire", and(toNode, "node"));
        rooms.put("journal", and(toNode, "node", "wire"));
        rooms.put("gossip", and(toNode, "node", "wire"));
        rooms.put("conformance", and(toNode, "node", "wire", "gossip"));
        rooms.put("simulation", and(toNode, "node", "wire", "journal"));
        rooms.put("service", and(toNode, "node", "journal", "gossip"));
        List<String> belowTheTop = and(toNode, "node", "gossip", "service");
        rooms.put("schedule", belowTheTop);
        rooms.put("web", and(belowTheTop, "schedule"));
        rooms.put("follow", and(belowTheTop, "schedule"));
        rooms.put("actuate", and(belowTheTop, "schedule", "follow"));
        rooms.put("herd", and(belowTheTop, "schedule"));
        return rooms;
    }

    /** Each part of the simulation with the parts that it may import. */
    private static final Map<String, List<String>> SIMULATION =
            Map.of(
                    "scenario", List.of(),
                    "mesh", List.of("scenario"),
                    "check", List.of("scenario", "mesh"),
                    "report", List.of("scenario", "mesh", "check"),
                    "swarm", List.of("scenario", "mesh", "check"),
                    "study", List.of("scenario", "mesh", "check", "report"));

    static List<String> simulationParts() {
        return new ArrayList<>(SIMULATION.keySet());
    }

    private static List<String> and(List<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more)).toList();
    }

    static List<String> roomNames() {
        return new ArrayList<>(ROOMS.keySet());
    }

    static List<String> groundFloors() {
        return GROUND_FLOORS;
    }

    @ParameterizedTest
    @MethodSource("roomNames")
    void aRoomImportsOnlyRoomsBelow(String room) {
        String[] forbidden =
                ROOMS.keySet().stream()
                        .filter((other) -> !other.equals(room) && !ROOMS.get(room).contains(other))
                        .map((other) -> ROOT + "." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT))
                .as("the application stands above every room")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("simulationParts")
    void aPartOfTheSimulationImportsOnlyPartsBelowAndNoCommand(String part) {
        String simulation = ROOT + ".simulation";
        String[] forbidden =
                SIMULATION.keySet().stream()
                        .filter(
                                (other) ->
                                        !other.equals(part)
                                                && !SIMULATION.get(part).contains(other))
                        .map((other) -> simulation + "." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(simulation + "." + part + "..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage(forbidden)
                                .or(JavaClass.Predicates.resideInAPackage(simulation))
                                .or(JavaClass.Predicates.resideInAPackage("picocli..")))
                .check(CLASSES);
        assertThat(CLASSES.containPackage(simulation + "." + part)).isTrue();
    }

    @Test
    void everyClassOfTheSimulationIsInAPartOrACommand() {
        String simulation = ROOT + ".simulation";
        String[] places =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(simulation),
                                SIMULATION.keySet().stream().map((part) -> simulation + "." + part))
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(simulation + "..")
                .should()
                .resideInAnyPackage(places)
                .check(CLASSES);
    }

    @Test
    void everyClassIsInARoom() {
        String[] places =
                Stream.concat(
                                Stream.of(ROOT),
                                ROOMS.keySet().stream().map((room) -> ROOT + "." + room + ".."))
                        .toArray(String[]::new);
        classes().should().resideInAnyPackage(places).check(CLASSES);
        assertThat(CLASSES).hasSizeGreaterThan(100);
    }

    @Test
    void onlyTheSimulationLeavesRemediesOut() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".simulation..")
                .and()
                .areNotAssignableTo(Remedies.class)
                .should()
                .callConstructorWhere(
                        JavaCall.Predicates.target(
                                HasOwner.Predicates.With.owner(
                                        JavaClass.Predicates.equivalentTo(Remedies.class))))
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("groundFloors")
    void groundFloorsArePlainJava(String room) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideOutsideOfPackages(
                                        ROOT + "..",
                                        "java.lang..",
                                        "java.util..",
                                        "java.nio.charset..",
                                        "java.time",
                                        "org.jspecify.annotations..")
                                .and(DescribedPredicate.not(HASHES)))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("groundFloors")
    void groundFloorsHaveNoClockAndNoChanceOfTheirOwn(String room) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructorWhere(
                        com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With
                                        .owner(
                                                JavaClass.Predicates.assignableTo(
                                                        java.util.random.RandomGenerator.class))))
                .check(CLASSES);
    }

    @Test
    void nothingButGossipKnowsZeroMq() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".gossip..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.zeromq..", "zmq..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWireAndTheJournalKnowProtobuf() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".wire..", ROOT + ".journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", ROOT + ".wire.proto..")
                .check(CLASSES);
    }

    @Test
    void gossipKnowsNoSpring() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".gossip..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> packages = new ArrayList<>(ROOMS.keySet());
        SIMULATION.keySet().forEach((part) -> packages.add("simulation." + part));
        for (String room : packages) {
            if (CLASSES.containPackage(ROOT + "." + room)) {
                assertThat(CLASSES.getPackage(ROOT + "." + room).isAnnotatedWith(NullMarked.class))
                        .as(room)
                        .isTrue();
            }
        }
    }

    @Test
    void beansOfRoomsAboveServiceAreMadeByAutoConfigurationsAlone() {
        DescribedPredicate<JavaClass> open =
                DescribedPredicate.describe(
                        "public top-level classes",
                        (candidate) ->
                                candidate.getModifiers().contains(JavaModifier.PUBLIC)
                                        && !candidate.isNestedClass());
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".web..", ROOT + ".actuate..")
                .and(open)
                .should()
                .haveSimpleNameEndingWith("Configuration")
                .check(CLASSES);
    }

    @Test
    void controllersOfTheApiAreNoneOfAnEmbeddingApplication() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .and()
                .resideInAPackage(ROOT + ".web..")
                .should()
                .beMetaAnnotatedWith(Controller.class)
                .orShould()
                .beMetaAnnotatedWith(RequestMapping.class)
                .check(CLASSES);
    }
}
