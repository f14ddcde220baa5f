package org.chorusmesh.herd;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The small service that the nodes share: it does one request at a time, and the others wait. Each
 * request is the same bounded work, a hash of some MiB.
 */
final class SharedService {

    /** More is never needed, and each waiting request holds a thread. */
    static final int MOST_IN_PROGRESS = 64;

    private static final int WORK_BYTES = 4 << 20;

    private static final byte[] BLOCK = new byte[1 << 16];

    private final Load load;

    private final Semaphore one = new Semaphore(1, true);

    SharedService(Load load) {
        this.load = load;
    }

    /**
     * Does the work of one request, after those that came before it.
     *
     * @return the hash; null if too many wait
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    @Nullable String work() throws InterruptedException {
        Long began = this.load.begin(MOST_IN_PROGRESS);
        if (began == null) {
            return null;
        }
        try {
            this.one.acquire();
            try {
                return hash();
            } finally {
                this.one.release();
            }
        } finally {
            this.load.end(began);
        }
    }

    Load.View load() {
        return this.load.view();
    }

    private static String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int done = 0; done < WORK_BYTES; done += BLOCK.length) {
                digest.update(BLOCK);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
