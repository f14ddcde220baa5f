/** For tests of applications with jobs: beats by hand, without a node. */
@NullMarked
package org.chorusmesh.schedule.test;

import org.jspecify.annotations.NullMarked;
