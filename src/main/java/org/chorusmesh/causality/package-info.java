/**
 * Who wrote a report and whether it is newer: Lamport clock, node identity, the admission rule and
 * its verdicts.
 */
@NullMarked
package org.chorusmesh.causality;

import org.jspecify.annotations.NullMarked;
