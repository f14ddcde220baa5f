/**
 * What frames cost: judged by a node beside received by bare sockets, and a whole mesh beside bare.
 */
package org.chorusmesh.benchmarks.frames;
