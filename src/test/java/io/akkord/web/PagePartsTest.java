package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts of the editor page in a browser, without a server. */
class PagePartsTest {
    @AutoClose
    private static final BlankPage PAGE = new BlankPage();

    @TestFactory
    Stream<DynamicTest> changes() {
        return PAGE.plays("plays-changes.js");
    }

    @TestFactory
    Stream<DynamicTest> parts() {
        return PAGE.plays("plays-page.js");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_JOINED", "SEQ_REUSED", "OUT_OF_ORDER", "BAD_BASE", "OVERLOADED", "UNAVAILABLE"})
    void everyErrorThatTheClientDoesNotHealHasWordsOfItsOwn(ErrorCode code) {
        Object own = PAGE.evaluate(
                "async (code) => { const { closedBecause, refusal } = await import('/page/problems.js');"
                        + " return closedBecause(code, 'room').words !== closedBecause('closed', 'room').words"
                        + " || refusal({ code, message: '-' }) !== refusal({ code: 'NONE', message: '-' }); }",
                code.name());

        assertThat(own).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"NOT_JOINED", "SEQ_REUSED", "OUT_OF_ORDER", "BAD_BASE", "OVERLOADED", "UNAVAILABLE"})
    void whatTheClientHealsIsNeverShown(ErrorCode code) {
        Object shown = PAGE.evaluate(
                "async (code) => { const { Stage, commit } = await import('/test/stage.js'); const stage = new Stage();"
                        + " const room = await stage.joined('a'); room.submit([{ insert: 'X' }]);"
                        + " stage.receive(stage.error(code, 1)); room.close();"
                        + " return stage.events.filter(([name]) => name === 'error'); }",
                code.name());

        assertThat((List<?>) shown).isEmpty();
    }
}
