package org.chorusmesh.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.service.BeatProblems;
import org.chorusmesh.service.Synchrony;

/** What health shows of beats and members. */
final class BeatHealth {

    private final Synchrony synchrony;

    private final BeatState beat;

    BeatHealth(Synchrony synchrony) {
        this.synchrony = synchrony;
        this.beat = synchrony.snapshot().beat();
    }

    /** To be shown under one key. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("number", this.beat.number());
        details.put("settled", this.beat.settled());
        details.put("unsettledMillis", this.synchrony.unsettledNanos() / 1_000_000);
        details.put("inStep", this.beat.inStep());
        details.put("agreed", this.beat.agreedList(this.beat.number()) != null);
        details.put("members", this.beat.members().stream().filter(MemberView::isPresent).count());
        BeatProblems problems = BeatProblems.of(this.synchrony);
        if (!problems.distant().isEmpty()) {
            details.put("distant", problems.distant());
        }
        if (!problems.sentences().isEmpty()) {
            details.put("problems", problems.sentences());
        }
        return details;
    }
}
