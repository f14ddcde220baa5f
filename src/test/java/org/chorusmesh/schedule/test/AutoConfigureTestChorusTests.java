package org.chorusmesh.schedule.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.example.archive.ArchiveApplication;
import com.example.archive.ArchiveJobs;
import com.example.archive.ArchiveTransactions;
import java.time.Duration;
import java.util.stream.Stream;
import org.chorusmesh.schedule.Beats;
import org.chorusmesh.service.ChorusNode;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Tests for {@link AutoConfigureTestChorus}, as a user tests an application. */
@SpringBootTest(
        classes = ArchiveApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"archive.every=4", "spring.task.execution.thread-name-prefix=host-"})
@AutoConfigureTestChorus
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class AutoConfigureTestChorusTests {

    @Autowired private TestChorus chorus;

    @Autowired private ArchiveJobs jobs;

    @Autowired private ArchiveTransactions transactions;

    @Autowired private Beats beats;

    @Autowired private ApplicationContext context;

    @Test
    void runsJobsByHandInTheirTransactions() {
        this.chorus.members("a", "z");
        this.chorus.advanceBeats(7);
        assertThat(this.jobs.log())
                .filteredOn((line) -> !line.startsWith("mail"))
                .containsExactly(
                        "in step as me",
                        "flush 1 in transaction",
                        "report 1 kept",
                        "report 4 kept",
                        "flush 5 in transaction",
                        "report 7 kept");
        assertThat(this.transactions.committed()).isEqualTo(5);
        this.chorus.advanceBeats(1);
        assertThat(this.jobs.log()).contains("compact slot 1 of 3");
    }

    @Test
    void leavesAsynchronousMethodsAsynchronous() {
        this.chorus.advanceBeats(4);
        await().until(
                        () ->
                                this.jobs.log().stream()
                                        .anyMatch((line) -> line.startsWith("mail 4 on host-")));
    }

    @Test
    void letsATestSayWhoActs() {
        this.chorus.members("a", "z");
        this.chorus.becomeOwner();
        this.chorus.advanceBeats(3);
        this.chorus.withoutAgreement();
        this.chorus.advanceBeats(3);
        assertThat(this.jobs.log())
                .filteredOn((line) -> line.startsWith("report"))
                .containsExactly("report 1 kept", "report 2 kept", "report 3 kept");
    }

    @Test
    void letsATestStall() {
        this.chorus.stall(Duration.ofSeconds(9));
        assertThat(this.jobs.log()).contains("flush 9 in transaction", "report 9 kept").hasSize(3);
        assertThat(this.beats.now().number()).isEqualTo(9);
    }

    @Test
    void hasNoNodeAndNoThreadOfOne() {
        assertThat(this.context.getBeanProvider(ChorusNode.class).getIfAvailable()).isNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch((name) -> name.startsWith("chorus-beat-" + this.beats.nodeId()));
        assertThat(Stream.of(this.context.getBeanDefinitionNames()))
                .noneMatch((name) -> name.equals("chorusIntegrator"));
    }

    @Test
    void refusesToLetTimePassFromWithinAJob() {
        boolean[] asked = new boolean[1];
        this.beats.addListener(
                (beat) -> {
                    asked[0] = true;
                    assertThatIllegalStateException().isThrownBy(() -> this.chorus.advanceBeats(1));
                });
        this.chorus.advanceBeats(1);
        assertThat(asked[0]).isTrue();
        assertThat(this.beats.now().number()).isEqualTo(1);
    }
}
