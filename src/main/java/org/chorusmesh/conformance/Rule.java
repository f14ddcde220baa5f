package org.chorusmesh.conformance;

import java.util.Locale;

/** A rule of the wire page that shows from outside. */
enum Rule {
    PUBLISHES("publishes a frame, and goes on whatever comes"),
    DIALS("dials, and subscribes to the prefix or a shorter start of it"),
    SIZE("frames have at most 65536 bytes"),
    PREFIX("frames start with the prefix of the mesh"),
    VERSION("frames are of wire version 1"),
    MAC("frames end with a MAC by a key of the mesh"),
    DECODES("the message is a Report"),
    RANGES("every field is in range"),
    MESH_SETTINGS("no settings of the mesh without keys"),
    IDENTITY("id, incarnation and boot stay"),
    LAMPORT("lamport grows from report to report"),
    STAMP("stamp_nanos grows, at the speed of a clock"),
    PERIOD("reports come once a stated period"),
    PERIOD_OF_TTL("the stated period is at most a fifth of the TTL"),
    PHASE("the phase advances by the rate"),
    BEATS("what it says of beats is in range: 16 entries and 2 lists at most"),
    NUMBER("the number of the beat goes with the phase, and never back"),
    NEWS_AGE("the age of the same news grows as the stamps do"),
    ANSWERS("echoes this check's boot"),
    ECHO_STAMP("echoes only stamps that were sent, never an older one"),
    ECHO_HELD("held_nanos counts from the receipt"),
    RESTART("takes a greater boot at once"),
    DUPLICATE("drops a repeated report"),
    OLDER("drops a report whose lamport is not newer"),
    OLDER_BOOT("drops a smaller boot"),
    JUMP("drops a lamport more than 2^32 ahead"),
    OUT_OF_RANGE("drops reports with values out of range"),
    FOREIGN("drops frames of other meshes and versions"),
    MALFORMED("survives frames that are no reports"),
    UNSIGNED("drops frames without a valid MAC"),
    OVERSIZED("survives a frame of more than 65536 bytes"),
    JOINING_PULL("is not pulled by a joining member"),
    PULL("is pulled as the equation says"),
    FADES("is not pulled by a member that was silent for a TTL"),
    FORGETS("forgets a member that was silent for a TTL"),
    FORGETS_GOODBYE("forgets a member at its goodbye"),
    GOODBYE("its own goodbye is its last report");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** What it demands. */
    String text() {
        return this.text;
    }

    /** Its name in the table. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
