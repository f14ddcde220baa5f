/** Processes in network namespaces of their own, their counters, their faults, and the tables. */
package org.chorusmesh.benchmarks.harness;
