package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for the commands of an {@link Integrator}. */
class IntegratorCommandsTests {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final FakeGossip gossip = new FakeGossip();

    private final Integrator integrator =
            TestNodes.integrator(this.gossip, TestNodes.configuration("me", TestNodes.QUICK));

    @AfterEach
    void stop() {
        this.integrator.stop(SOON);
    }

    @Test
    void answersACommandWithTheSnapshotOfTheStepThatAppliedIt() throws Exception {
        this.integrator.start();
        Answer answer =
                this.integrator
                        .submit(new Command.ChangeSettings(null, coupling(7)))
                        .get(1, TimeUnit.MINUTES);
        assertThat(answer.result()).isInstanceOf(CommandResult.Applied.class);
        assertThat(answer.snapshot().settings().coupling()).isEqualTo(7);
        assertThat(answer.snapshot().settingsVersion()).isOne();
    }

    @Test
    void answersEachOfSeveralCommandsOfOneStepWithItsOwnResult() throws Exception {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        answers.add(this.integrator.submit(new Command.ForgetPeer("nobody")));
        answers.add(this.integrator.submit(new Command.ChangeSettings(null, coupling(-1))));
        answers.add(this.integrator.submit(new Command.Kick(1)));
        this.integrator.start();
        assertThat(answers.get(0).get(1, TimeUnit.MINUTES).result())
                .isInstanceOf(CommandResult.UnknownPeer.class);
        assertThat(answers.get(1).get().result()).isInstanceOf(CommandResult.Invalid.class);
        assertThat(answers.get(2).get().result()).isInstanceOf(CommandResult.Applied.class);
        assertThat(answers.get(0).get().snapshot()).isSameAs(answers.get(2).get().snapshot());
    }

    @Test
    void refusesACommandWhenTooManyWait() {
        for (int i = 0; i < CommandQueue.CAPACITY; i++) {
            this.integrator.submit(new Command.Kick(0));
        }
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.integrator.submit(new Command.Kick(0)));
    }

    @Test
    void refusesACommandAfterItsEndAndRejectsThoseThatWaited() {
        CompletableFuture<Answer> waiting = this.integrator.submit(new Command.Kick(0));
        this.integrator.stop(SOON);
        assertThat(waiting).isCompletedExceptionally();
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.integrator.submit(new Command.Kick(0)));
    }

    @Test
    void failsTheCommandsOfAStepThatFails() {
        this.gossip.setFailure(new IllegalStateException("broken on purpose"));
        CompletableFuture<Answer> answer = this.integrator.submit(new Command.Kick(0));
        this.integrator.start();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> answer.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(IllegalStateException.class);
    }

    private static SettingsChange coupling(double coupling) {
        return SettingsChange.of(Setting.COUPLING, coupling);
    }
}
