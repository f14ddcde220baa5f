package org.chorusmesh.herd;

/** How the nodes share their job out in time. */
enum Way {

    /** Every node at the same beat. */
    AT_ONCE,

    /** Every node in its turn. */
    IN_TURNS
}
