package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chorusmesh.node.Command;
import org.junit.jupiter.api.Test;

/** Tests for {@link CommandQueue}. */
class CommandQueueTests {

    private final CommandQueue queue = new CommandQueue();

    @Test
    void drainsInOrder() {
        this.queue.submit(new Command.Kick(1));
        this.queue.submit(new Command.Kick(2));
        assertThat(this.queue.drain().pending())
                .extracting(CommandQueue.Pending::command)
                .isEqualTo(List.of(new Command.Kick(1), new Command.Kick(2)));
        assertThat(this.queue.drain().pending()).isEmpty();
    }

    @Test
    void hasRoomAgainOnceDrained() {
        for (int i = 0; i < CommandQueue.CAPACITY; i++) {
            this.queue.submit(new Command.Kick(i));
        }
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.queue.submit(new Command.Kick(0)))
                .withMessageContaining("Too many");
        assertThat(this.queue.drain().pending()).hasSize(CommandQueue.CAPACITY);
        assertThat(this.queue.submit(new Command.Kick(0))).isNotDone();
    }

    @Test
    void rejectsWhatWaitsWhenItCloses() {
        CompletableFuture<Answer> waiting = this.queue.submit(new Command.Kick(0));
        this.queue.close();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(this.queue.drain().pending()).isEmpty();
    }
}
