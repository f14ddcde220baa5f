/** Who knows first that a member has died, has stopped, or is cut off. */
package org.chorusmesh.benchmarks.membership;
