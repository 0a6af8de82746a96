package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the saboteurs change is still there to be changed; what comes of it, {@link SaboteurIT} shows on whole servers. */
class SabotageTest {
    @Test
    void each_saboteur_finds_what_to_change() throws IOException {
        for (Sabotage sabotage : Sabotage.all()) {
            for (Sabotage.Edit edit : sabotage.edits()) {
                assertThat(edit.fits())
                        .as("'%s' in %s for '%s'", edit.honest(), edit.file(), sabotage)
                        .isTrue();
            }
        }
    }
}
