package org.chorusmesh.gossip;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many addresses a node dials in a full mesh. What is heard goes first, so that an
 * absurd answer for one name costs no peer of another. The control thread owns it.
 */
final class DialLimit {

    /** No more addresses than this are dialled. */
    static final int MAX_DIALLED = 2048;

    private static final Logger logger = LoggerFactory.getLogger(DialLimit.class);

    private final Contacts contacts;
    private boolean warned;

    /**
     * @param contacts what is known of the addresses that are dialled
     */
    DialLimit(Contacts contacts) {
        this.contacts = contacts;
    }

    /** The addresses to dial among some. One warning comes each time they become too many. */
    Set<Address> apply(Set<Address> addresses) {
        if (addresses.size() <= MAX_DIALLED) {
            this.warned = false;
            return addresses;
        }
        if (!this.warned) {
            this.warned = true;
            logger.warn(
                    "{} addresses found, of which only {} are dialled. Set chorus.overlay.degree to"
                            + " a number, so that each node dials as many",
                    addresses.size(),
                    MAX_DIALLED);
        }
        Set<Address> most = new LinkedHashSet<>();
        Stream.concat(
                        addresses.stream().filter(this.contacts::isHeard),
                        addresses.stream().filter((one) -> !this.contacts.isHeard(one)))
                .limit(MAX_DIALLED)
                .forEach(most::add);
        return most;
    }
}
