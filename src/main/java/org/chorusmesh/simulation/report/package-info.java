/** What a run leaves: summary, trace and plots. */
@NullMarked
package org.chorusmesh.simulation.report;

import org.jspecify.annotations.NullMarked;
