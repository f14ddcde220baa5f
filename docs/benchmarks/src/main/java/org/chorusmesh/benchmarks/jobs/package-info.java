/** One replica acts for each second: how late, how often none, how often two, and what it costs. */
package org.chorusmesh.benchmarks.jobs;
