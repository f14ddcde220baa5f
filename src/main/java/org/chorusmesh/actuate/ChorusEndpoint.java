package org.chorusmesh.actuate;

import java.util.List;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.Jobs;
import org.chorusmesh.service.ChorusNode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The endpoint {@code chorus}: the node, what the application runs by it, and who belongs to it.
 */
@Endpoint(id = "chorus")
final class ChorusEndpoint {

    private final BeatSource source;

    private final Jobs jobs;

    private final @Nullable ChorusNode node;

    /**
     * An endpoint of an application.
     *
     * @param node null in an application that follows the beats of another process's node
     */
    ChorusEndpoint(BeatSource source, Jobs jobs, @Nullable ChorusNode node) {
        this.source = source;
        this.jobs = jobs;
        this.node = node;
    }

    /** All of it, now. */
    @ReadOperation
    ChorusDescriptor chorus() {
        return new ChorusDescriptor(
                (this.node != null) ? ChorusDescriptor.NodeDescriptor.of(this.node) : null,
                this.jobs.all().stream()
                        .map((job) -> HandlerDescriptor.of(job, this.jobs, this.source))
                        .toList(),
                ChorusDescriptor.MembersDescriptor.of(this.source),
                (this.node != null)
                        ? this.node.addresses().stream()
                                .map(ChorusDescriptor.AddressDescriptor::of)
                                .toList()
                        : List.of());
    }
}
