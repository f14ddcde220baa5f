/** What a run leaves: summary, trace, plots and a page that plays it back. */
@NullMarked
package org.chorusmesh.simulation.report;

import org.jspecify.annotations.NullMarked;
