package org.chorusmesh.measure;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.JobOutcome;
import org.chorusmesh.schedule.Jobs;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Turn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that writes down what it does on beats and in turns, a line each, with instants of
 * the monotonic clock that all processes of a machine share.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BeatProcess {

    private static final String ONE = "one";

    private static final String TURNS = "turns";

    /**
     * Arguments: properties, among them {@code record}, the file to write to; {@code turn-every},
     * the beats of a cycle of turns (12); and {@code turn-work}, for how long a turn keeps a core
     * busy (0s).
     */
    public static void main(String[] args) {
        SpringApplication.run(BeatProcess.class, args);
    }

    @Bean
    Recorder recorder(
            BeatSource source,
            Jobs jobs,
            @Value("${record}") String file,
            @Value("${turn-work:0s}") Duration work) {
        return new Recorder(source, jobs, Path.of(file), work);
    }

    /** Writes it down. */
    static class Recorder {

        private final BeatSource source;
        private final Jobs jobs;
        private final PrintWriter out;
        private final long workNanos;
        private volatile long first = -1;
        private volatile long last;

        Recorder(BeatSource source, Jobs jobs, Path file, Duration work) {
            this.source = source;
            this.jobs = jobs;
            this.workNanos = work.toNanos();
            try {
                this.out =
                        new PrintWriter(
                                Files.newBufferedWriter(
                                        file,
                                        StandardCharsets.US_ASCII,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.APPEND),
                                true);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        /** {@code beat number missed instant lateness}. */
        @OnBeat
        void all(Beat beat) {
            this.first = (this.first < 0) ? beat.number() : this.first;
            this.last = beat.number();
            write(
                    "beat",
                    beat.number(),
                    beat.missed(),
                    this.source.state().instantOf(beat.number(), 0),
                    beat.lateness().toNanos());
        }

        /** {@code one number fence}. */
        @OnBeat(by = By.ONE, name = ONE)
        void one(Beat beat) {
            write("one", beat.number(), beat.fence());
        }

        /**
         * {@code turn cycle slot of begun ends}, and after the work {@code done cycle slot ended}.
         */
        @OnTurn(everyString = "${turn-every:12}", name = TURNS)
        void turn(Turn turn) {
            long now = System.nanoTime();
            write(
                    "turn",
                    turn.cycle(),
                    turn.slot(),
                    turn.of(),
                    now,
                    now + turn.remaining().toNanos());
            while (System.nanoTime() - now < this.workNanos) {
                Thread.onSpinWait();
            }
            write("done", turn.cycle(), turn.slot(), System.nanoTime());
        }

        /**
         * {@code tally first last}, then how often each outcome came of the job for one, and {@code
         * turns first last} with those of the turns.
         */
        @PreDestroy
        void tally() {
            write("tally", outcomes(ONE));
            write(TURNS, outcomes(TURNS));
        }

        private long[] outcomes(String job) {
            JobOutcome[] outcomes = JobOutcome.values();
            long[] values = new long[2 + outcomes.length];
            values[0] = this.first;
            values[1] = this.last;
            for (JobOutcome outcome : outcomes) {
                values[2 + outcome.ordinal()] = this.jobs.count(job, outcome);
            }
            return values;
        }

        private synchronized void write(String what, long... values) {
            StringBuilder line = new StringBuilder(what);
            for (long value : values) {
                line.append(' ').append(value);
            }
            this.out.println(line);
        }
    }
}
