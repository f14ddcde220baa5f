package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The addresses at which no peer was heard. Each is tried again later, and later still each time.
 */
final class Absences {

    private static final int FIRST_PAUSE_TTLS = 4;
    private static final int MAX_DOUBLINGS = 4;

    private final Map<Address, Absence> known = new HashMap<>();

    /** Notes that nothing came of a dial to an address. */
    void add(Address address, long awakeNanos, long ttlNanos) {
        Absence absence = this.known.computeIfAbsent(address, (key) -> new Absence());
        absence.lasts = true;
        absence.dueNanos =
                awakeNanos
                        + FIRST_PAUSE_TTLS
                                * ttlNanos
                                * (1L << Math.min(absence.times, MAX_DOUBLINGS));
        absence.times++;
    }

    /** Whether an address is taken for absent. One that is tried again is not. */
    boolean contains(Address address) {
        Absence absence = this.known.get(address);
        return absence != null && absence.lasts;
    }

    /**
     * Forgets an address.
     *
     * @return whether it was taken for absent
     */
    boolean remove(Address address) {
        Absence absence = this.known.remove(address);
        return absence != null && absence.lasts;
    }

    void retainAll(Set<Address> addresses) {
        this.known.keySet().retainAll(addresses);
    }

    void clear() {
        this.known.clear();
    }

    /**
     * The absent addresses whose time has come, the most overdue first. They are no longer taken
     * for absent.
     *
     * @param most how many at most
     * @param excepted those that are dialled in any case
     */
    List<Address> retry(long awakeNanos, int most, Set<Address> excepted) {
        List<Map.Entry<Address, Absence>> due = new ArrayList<>();
        for (Map.Entry<Address, Absence> entry : this.known.entrySet()) {
            Absence absence = entry.getValue();
            if (absence.lasts
                    && awakeNanos - absence.dueNanos >= 0
                    && !excepted.contains(entry.getKey())) {
                due.add(entry);
            }
        }
        due.sort(Comparator.comparingLong((entry) -> entry.getValue().dueNanos - awakeNanos));
        List<Address> retried = new ArrayList<>();
        for (Map.Entry<Address, Absence> entry : due.subList(0, Math.min(most, due.size()))) {
            entry.getValue().lasts = false;
            retried.add(entry.getKey());
        }
        return retried;
    }

    private static final class Absence {

        private boolean lasts;
        private int times;
        private long dueNanos;
    }
}
