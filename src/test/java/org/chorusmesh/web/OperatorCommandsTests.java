package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.CommandRejectedException;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

/** Tests for {@link OperatorCommands}. */
class OperatorCommandsTests {

    private static final long SHORTLY = 50_000_000L;

    private static final long PATIENTLY = 60_000_000_000L;

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node = TestNodes.node(this.gossip);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void waitsForTheStep() {
        this.node.start();
        assertThat(
                        new OperatorCommands(this.node)
                                .apply(new Command.Kick(1), new MockHttpServletRequest())
                                .result())
                .isInstanceOf(CommandResult.Applied.class);
    }

    @Test
    void isUnavailableWhereTooManyCommandsWait() {
        while (!isFull()) {
            // One more.
        }
        unavailable("Too many commands are waiting.", PATIENTLY);
    }

    private boolean isFull() {
        try {
            this.node.submit(new Command.Kick(0));
            return false;
        } catch (CommandRejectedException ex) {
            return true;
        }
    }

    @Test
    void isUnavailableWhereNoStepComes() {
        unavailable("No step has answered in time; the change may still come into force.", SHORTLY);
    }

    @Test
    void isUnavailableWhereTheNodeHasStopped() {
        this.node.stop();
        unavailable("The node is not running.", PATIENTLY);
    }

    @Test
    void isUnavailableWhereTheStepFails() {
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        this.node.start();
        unavailable("The step that was to apply this has failed.", PATIENTLY);
    }

    private void unavailable(String detail, long patienceNanos) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(
                        () ->
                                new OperatorCommands(this.node, patienceNanos)
                                        .apply(new Command.Kick(1), new MockHttpServletRequest()))
                .satisfies(
                        (ex) -> {
                            assertThat(ex.getStatusCode())
                                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                            assertThat(ex.getBody().getDetail()).isEqualTo(detail);
                            assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo("1");
                        });
    }
}
