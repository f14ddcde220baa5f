package org.chorusmesh.benchmarks.jobs;

import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Turn;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with a job that one member runs on each beat, and turns of a beat each. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, QuartzAutoConfiguration.class})
public class ChorusReplica {

    /** Beats of a cycle: with as many replicas, each has a turn of one beat. */
    static final int CYCLE = 5;

    static final String TURN = "turn";

    static final String OVER = "over";

    private static final double TURN_SECONDS = 0.5;

    /** Arguments: properties of the application. */
    public static void main(String[] args) {
        SpringApplication.run(ChorusReplica.class, args);
    }

    @Bean
    Jobs jobsOfTheBenchmark(BeatSource source) {
        return new Jobs(source);
    }

    /** Both jobs. */
    static class Jobs {

        private final BeatSource source;

        Jobs(BeatSource source) {
            this.source = source;
        }

        @OnBeat(by = By.ONE)
        void one(Beat beat) {
            Work.inSlot(beat.number(), this.source.state().instantOf(beat.number(), 0));
        }

        @OnTurn(every = CYCLE)
        void turn(Turn turn) {
            Event.say(TURN, turn.cycle(), turn.slot(), turn.of());
            Bench.pause(Math.min(TURN_SECONDS, turn.remaining().toMillis() / 1000.0));
            Event.say(OVER, turn.cycle(), turn.slot());
        }
    }
}
