package com.example.archive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.StepRegained;
import org.chorusmesh.schedule.Turn;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;

/** What it does on beats. */
public class ArchiveJobs {

    private final ArchiveTransactions transactions;

    private final ArchiveApplication.Store store;

    private final List<String> log = new CopyOnWriteArrayList<>();

    ArchiveJobs(ArchiveTransactions transactions, ArchiveApplication.Store store) {
        this.transactions = transactions;
        this.store = store;
    }

    @OnBeat(everyString = "${archive.every}", offset = 1)
    @InTransaction
    void flush(Beat beat) {
        add("flush %d %s", beat.number(), this.transactions.isActive() ? "in transaction" : "bare");
    }

    @OnBeat(everyString = "${archive.every}")
    @Async
    void mail(Beat beat) {
        add("mail %d on %s", beat.number(), Thread.currentThread().getName());
    }

    @OnBeat(by = By.ONE)
    @InTransaction
    void report(Beat beat) {
        add("report %d %s", beat.number(), this.store.accept(beat.fence()) ? "kept" : "refused");
    }

    @OnTurn(every = 6)
    @InTransaction
    void compact(Turn turn) {
        add("compact slot %d of %d", turn.slot(), turn.of());
    }

    @EventListener
    void inStep(StepRegained event) {
        add("in step as %s", event.nodeId());
    }

    private void add(String format, Object... values) {
        this.log.add(format.formatted(values));
    }

    /** What it has done. */
    public List<String> log() {
        return List.copyOf(this.log);
    }
}
