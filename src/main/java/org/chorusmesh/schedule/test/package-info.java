/** Support for tests of applications with jobs: a test controls the beats, without a node. */
@NullMarked
package org.chorusmesh.schedule.test;

import org.jspecify.annotations.NullMarked;
