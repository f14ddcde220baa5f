package org.chorusmesh.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** The screen and the wishes of who looks. */
record Look(String name, int width, int height, ColorScheme scheme, ReducedMotion motion) {

    static final Look LIGHT =
            new Look("light", 1280, 900, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);

    /** All of the page is in sight: rows that are not need not be up to date. */
    static final Look TALL =
            new Look("tall", 1280, 2400, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);

    static final Look DARK =
            new Look("dark", 1280, 900, ColorScheme.DARK, ReducedMotion.NO_PREFERENCE);

    static final Look PHONE =
            new Look("phone", 360, 740, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);

    static final Look WIDE =
            new Look("wide", 2560, 1300, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);

    static final Look STILL = new Look("still", 1280, 900, ColorScheme.LIGHT, ReducedMotion.REDUCE);

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setViewportSize(this.width, this.height)
                .setColorScheme(this.scheme)
                .setReducedMotion(this.motion);
    }
}
