/**
 * Tests of the page in a real Chromium: nodes as processes of their own, and a browser that looks
 * at them. All traffic stays on loopback.
 */
@NullMarked
package org.chorusmesh.browser;

import org.jspecify.annotations.NullMarked;
