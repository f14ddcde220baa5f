/**
 * Measured runs: real processes over loopback, watched from outside through REST, /proc and a
 * subscription of their own. They report figures; they are no tests.
 */
@NullMarked
package org.chorusmesh.measure;

import org.jspecify.annotations.NullMarked;
