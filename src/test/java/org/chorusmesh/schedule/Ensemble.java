package org.chorusmesh.schedule;

import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.schedule.test.TestChorus;

/** Jobs by hand, without an application. */
final class Ensemble {

    final TestChorus chorus = new TestChorus();
    final Pulse pulse = new Pulse(this.chorus);
    final List<Object> published = new ArrayList<>();
    final BeatEvents events = new BeatEvents(this.chorus, this.chorus, this.published::add);
    final Jobs jobs = jobs(this.chorus);
    final Beats beats = new Beats(this.chorus, this.jobs, 0);

    Ensemble() {
        this.events.start();
        this.chorus.start(this.pulse);
    }

    Jobs jobs(JobRunner runner) {
        return new Jobs(
                this.chorus, this.pulse, runner, this.events, ObservationRegistry.NOOP, 0.25);
    }
}
