package org.chorusmesh.service;

import org.chorusmesh.dynamics.OrderParameter;

/**
 * The order parameter at one step.
 *
 * @param atNanos the instant of the step on the node's monotonic clock
 * @param order as the node saw it then
 */
public record OrderSample(long atNanos, OrderParameter order) {}
