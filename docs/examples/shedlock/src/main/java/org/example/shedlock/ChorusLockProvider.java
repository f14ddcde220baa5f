package org.example.shedlock;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.chorusmesh.schedule.Beats;

/**
 * A lock provider without a store. Each lock belongs to one member of the list on which the members
 * agree, chosen by the lock's name; only that member gets it.
 *
 * <p>It is best effort. A lock that is kept in a store is refused by the store; here each member
 * decides alone, at the instant at which its own clock calls the method. So:
 *
 * <ul>
 *   <li>When the list changes between the calls of two members, both may get the lock, or neither.
 *   <li>A mesh that is cut in two for longer than a TTL has two lists, and an owner on either side,
 *       unless {@code chorus.members.expected} is set.
 *   <li>There is no lock time: {@code lockAtMostFor} and {@code lockAtLeastFor} do nothing.
 * </ul>
 *
 * <p>Where that is not enough, use {@code @OnBeat(by = By.ONE)}, whose beats are numbered: there
 * two members never act for one number unless they are cut from each other, and each act has a
 * fence.
 */
public final class ChorusLockProvider implements LockProvider {

    private final Beats beats;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    public ChorusLockProvider(Beats beats) {
        this.beats = beats;
    }

    @Override
    public Optional<SimpleLock> lock(LockConfiguration configuration) {
        String name = configuration.getName();
        return this.beats
                .agreed()
                .map((members) -> members.get(Math.floorMod(name.hashCode(), members.size())))
                .filter((owner) -> owner.equals(this.beats.nodeId()))
                .filter((owner) -> this.held.add(name))
                .map((owner) -> () -> this.held.remove(name));
    }
}
