package org.chorusmesh.schedule.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;

/** The members of a {@link TestChorus}. A held slot has turns and owns no beat. */
final class TestMembers {

    private static final Boot BOOT = new Boot(1, 1);

    private static final int RADIUS = 255;

    private enum Owner {
        ALL_IN_ROTATION,
        THIS_NODE,
        THE_OTHERS
    }

    private final String nodeId;
    private List<String> ids;
    private Owner owner = Owner.ALL_IN_ROTATION;
    private boolean agreed = true;

    TestMembers(String nodeId) {
        this.nodeId = nodeId;
        this.ids = List.of(nodeId);
    }

    void set(String... others) {
        TreeSet<String> sorted = new TreeSet<>(Arrays.asList(others));
        sorted.add(this.nodeId);
        this.ids = List.copyOf(sorted);
        this.owner = Owner.ALL_IN_ROTATION;
    }

    void own() {
        this.owner = Owner.THIS_NODE;
    }

    void leaveToOthers() {
        if (others() == 0) {
            throw new IllegalStateException("There are no other members; name some first");
        }
        this.owner = Owner.THE_OTHERS;
    }

    void agree(boolean agreement) {
        this.agreed = agreement;
    }

    int others() {
        return this.ids.size() - 1;
    }

    ListState list(long epoch, boolean inStep) {
        List<Slot> slots = new ArrayList<>();
        for (String id : this.ids) {
            slots.add(new Slot(id, isInRotation(id) ? BOOT : null));
        }
        boolean agreement = this.agreed && inStep;
        return new ListState(epoch, MemberList.of(slots), 1, agreement ? RADIUS : 0, agreement);
    }

    private boolean isInRotation(String id) {
        return this.owner == Owner.ALL_IN_ROTATION
                || (this.owner == Owner.THIS_NODE) == id.equals(this.nodeId);
    }

    List<MemberView> views() {
        return this.ids.stream()
                .map((id) -> new MemberView(id, BOOT, MemberState.SETTLED, 0, 0, false))
                .toList();
    }
}
