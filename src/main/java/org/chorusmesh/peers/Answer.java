package org.chorusmesh.peers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the answer to this node among the echoes of a report. */
final class Answer {

    private Answer() {}

    /** The first echo that names a stamp of this boot from within the last TTL; null for none. */
    static @Nullable Echo to(Observer observer, long nowNanos, List<Echo> echoes) {
        // By index and without objects, so that the values stay in registers.
        for (int i = 0; i < echoes.size(); i++) {
            if (isTo(observer, nowNanos, echoes.get(i))) {
                return echoes.get(i);
            }
        }
        return null;
    }

    private static boolean isTo(Observer observer, long nowNanos, Echo echo) {
        if (echo.bootBits() != observer.bootBits()) {
            return false;
        }
        long agoNanos = nowNanos - echo.stampNanos();
        return agoNanos >= 0 && agoNanos <= observer.ttlNanos();
    }
}
