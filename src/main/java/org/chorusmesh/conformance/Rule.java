package org.chorusmesh.conformance;

import java.util.Locale;

/** A rule of the wire contract that can be observed from outside. */
enum Rule {
    PUBLISHES("publishes frames, and continues whatever it receives"),
    DIALS("dials, and subscribes to the prefix or a shorter start of it"),
    SIZE("frames have at most 65536 bytes"),
    PREFIX("frames start with the prefix of the mesh"),
    VERSION("frames are of wire version 1"),
    MAC("frames end with a MAC by a key of the mesh"),
    DECODES("the message is a Report"),
    RANGES("every field is in range"),
    MESH_SETTINGS("no settings of the mesh without keys"),
    IDENTITY("id, incarnation and boot stay the same"),
    LAMPORT("lamport increases from report to report"),
    STAMP("stamp_nanos increases at the speed of a clock"),
    PERIOD("one report arrives in each stated period"),
    PERIOD_OF_TTL("the stated period is at most a fifth of the TTL"),
    PHASE("the phase advances by the rate"),
    BEATS("the beat fields are in range, with at most 16 entries and 2 lists"),
    NUMBER("the beat number advances with the phase and never goes back"),
    NEWS_AGE("the age of the same entry increases as the stamps do"),
    ANSWERS("echoes the boot of this check"),
    ECHO_STAMP("echoes only stamps that were sent, and none after a newer one"),
    ECHO_HELD("held_nanos counts from the receipt"),
    RESTART("admits a greater boot at once"),
    DUPLICATE("drops a repeated report"),
    OLDER("drops a report whose lamport is not newer"),
    OLDER_BOOT("drops a smaller boot"),
    JUMP("drops a lamport more than 2^32 ahead"),
    OUT_OF_RANGE("drops reports with values out of range"),
    FOREIGN("drops frames of other meshes and versions"),
    MALFORMED("survives frames that are not reports"),
    UNSIGNED("drops frames without a valid MAC"),
    OVERSIZED("survives a frame of more than 65536 bytes"),
    JOINING_PULL("is not pulled by a joining member"),
    PULL("is pulled with the strength K/2"),
    ORDER("states the mean of the orders that it hears, and a fiftieth of its own phase"),
    FADES("is not pulled by a member that was silent for a TTL"),
    FORGETS("forgets a member that was silent for a TTL"),
    FORGETS_GOODBYE("forgets a member at its goodbye"),
    GOODBYE("its goodbye is its last report");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** What the rule requires. */
    String text() {
        return this.text;
    }

    /** The name of the rule in the table. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
