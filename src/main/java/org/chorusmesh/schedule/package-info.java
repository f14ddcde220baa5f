/**
 * Beats and turns for the application: annotations, the bean {@link org.chorusmesh.schedule.Beats},
 * triggers and events. All of it uses a {@link org.chorusmesh.schedule.BeatSource}, so it works the
 * same with and without a node in this process.
 */
@NullMarked
package org.chorusmesh.schedule;

import org.jspecify.annotations.NullMarked;
