package org.example.turns;

import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What every replica does together, what one of them does, and what they do one after the other.
 */
@Component
class Warehouse {

    private static final Logger logger = LoggerFactory.getLogger(Warehouse.class);

    private final AtomicLong flushes = new AtomicLong();
    private final AtomicLong reports = new AtomicLong();
    private final AtomicLong compactions = new AtomicLong();

    @OnBeat(every = 4)
    void flush(Beat beat) {
        this.flushes.incrementAndGet();
        logger.info("All flush together on beat {}", beat.number());
    }

    @OnBeat(every = 6, by = By.ONE)
    void report(Beat beat) {
        this.reports.incrementAndGet();
        logger.info("I alone report on beat {}, fence {}", beat.number(), beat.fence());
    }

    @OnTurn(every = 12)
    void compact(Turn turn) {
        this.compactions.incrementAndGet();
        logger.info(
                "My turn is {} of {}, and ends in {}",
                turn.slot() + 1,
                turn.of(),
                turn.remaining());
    }

    long flushes() {
        return this.flushes.get();
    }

    long reports() {
        return this.reports.get();
    }

    long compactions() {
        return this.compactions.get();
    }
}
