package org.chorusmesh.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;

/** Any bytes as the body of a change: it is taken, or refused with a problem that says why. */
public final class RequestBodyFuzzTarget {

    private RequestBodyFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        refusedOr(
                () -> {
                    RequestBodyFields fields = body(data);
                    SettingsChange change = SettingsPatch.read(fields);
                    Settings after = change.applyTo(Settings.defaults());
                    SettingsPatch.errors(fields, after.violations());
                    fields.check();
                });
        refusedOr(() -> PeerPatch.read(body(data)));
        refusedOr(() -> PhasePatch.read(body(data)));
    }

    private static RequestBodyFields body(byte[] data) throws IOException {
        return RequestBodyFields.read(new ByteArrayInputStream(data));
    }

    private interface Call {

        void run() throws IOException;
    }

    private static void refusedOr(Call call) throws IOException {
        try {
            call.run();
        } catch (ApiException refused) {
            String detail = refused.getBody().getDetail();
            if (!refused.getStatusCode().is4xxClientError() || detail == null) {
                throw new AssertionError("Refused without a reason", refused);
            }
        }
    }
}
