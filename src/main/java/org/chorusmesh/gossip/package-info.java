/**
 * Reports over the network: the frame codec, the JeroMQ sockets and their threads, the inbox,
 * discovery.
 */
@NullMarked
package org.chorusmesh.gossip;

import org.jspecify.annotations.NullMarked;
