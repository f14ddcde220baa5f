/** How far the beats of processes are apart, on paths of several kinds. */
package org.chorusmesh.benchmarks.phase;
