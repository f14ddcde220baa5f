/** The node over HTTP: REST resources, the event stream, problem documents, and who may write. */
@NullMarked
package org.chorusmesh.web;

import org.jspecify.annotations.NullMarked;
