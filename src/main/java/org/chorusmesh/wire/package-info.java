/** Encodes and decodes reports: the frame that nodes send each other, and its protobuf message. */
@NullMarked
package org.chorusmesh.wire;

import org.jspecify.annotations.NullMarked;
