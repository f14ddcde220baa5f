package org.chorusmesh.benchmarks.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.benchmarks.harness.Subject;

/** The runs and turns of one replica over all of its lives, read from what its processes say. */
final class Ledger {

    /** The harness says so of a process that has ended. */
    private static final String ENDED = "end";

    private final int replica;

    private final List<Subject> lives = new ArrayList<>();

    Ledger(int replica) {
        this.replica = replica;
    }

    void add(Subject life) {
        this.lives.add(life);
    }

    /** Its runs so far. One that its process did not survive ended with the process. */
    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        for (Subject life : this.lives) {
            Map<String, Act> running = new HashMap<>();
            for (Event event : life.events()) {
                switch (event.kind()) {
                    case Work.BEGIN -> running.put(event.word(), begun(event));
                    case Work.END -> acts.add(running.remove(event.word()).ended(event.nanos()));
                    case ENDED -> {
                        running.values().forEach((act) -> acts.add(act.ended(event.nanos())));
                        running.clear();
                    }
                    default -> {
                        // A turn.
                    }
                }
            }
            acts.addAll(running.values());
        }
        return acts;
    }

    private Act begun(Event event) {
        return new Act(
                this.replica,
                Long.parseLong(event.words().get(0)),
                Long.parseLong(event.words().get(1)),
                event.nanos(),
                Long.MAX_VALUE);
    }

    /** Its turns so far, of which it has one at a time. */
    List<TurnTaken> turns() {
        List<TurnTaken> turns = new ArrayList<>();
        for (Subject life : this.lives) {
            TurnTaken running = null;
            for (Event event : life.events()) {
                switch (event.kind()) {
                    case ChorusReplica.TURN -> running = begunTurn(event);
                    case ChorusReplica.OVER, ENDED -> {
                        if (running != null) {
                            turns.add(running.ended(event.nanos()));
                            running = null;
                        }
                    }
                    default -> {
                        // A run.
                    }
                }
            }
            if (running != null) {
                turns.add(running);
            }
        }
        return turns;
    }

    private TurnTaken begunTurn(Event event) {
        return new TurnTaken(
                this.replica,
                Long.parseLong(event.words().get(0)),
                Integer.parseInt(event.words().get(1)),
                Integer.parseInt(event.words().get(2)),
                event.nanos(),
                Long.MAX_VALUE);
    }
}
