package org.chorusmesh.beat;

import java.util.Arrays;

/**
 * Decides which of several nodes that all join starts first, so that the others take over its phase
 * and number. It is the one whose number would win among them if all started: the greatest that is
 * not disputed.
 */
public final class StartOrder {

    private StartOrder() {}

    /**
     * Whether a node is the first. If no number is near those of most nodes, each node starts by
     * itself. Errors of the others' counts can make two nodes or none the first.
     *
     * @param own Φ/2π of the node, ≥ 0
     * @param others the same of all others, in any order
     * @param naturalFrequency ω of the node, rad/s
     */
    public static boolean isFirst(double own, double[] others, double naturalFrequency) {
        double[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = own;
        Arrays.sort(all);
        for (int greatest = all.length - 1; greatest >= 0; greatest--) {
            int near = 0;
            while (near <= greatest
                    && !StepPoll.isFarAhead(
                            (long) (all[greatest] - all[greatest - near]), naturalFrequency)) {
                near++;
            }
            if (2 * near > all.length) {
                return own == all[greatest];
            }
        }
        return true;
    }
}
