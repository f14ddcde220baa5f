/**
 * Beats and turns for the application: annotations, the bean {@link org.chorusmesh.schedule.Beats},
 * triggers and events. Everything here is built on a {@link org.chorusmesh.schedule.BeatSource}, so
 * it works the same with a node in this process and without one.
 */
@NullMarked
package org.chorusmesh.schedule;

import org.jspecify.annotations.NullMarked;
