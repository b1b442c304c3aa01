package io.palebluedot.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Listing LISTING = Listing.of("*", "gpu", "id::text").sort("name", "name", "text");

    @Test
    void comesBackAsItWasGiven() {
        var cursor = new Cursor("-name", "名字 \"x\"", "01935f3c");
        assertThat(Cursor.decode(cursor.encode(), "-name")).isEqualTo(cursor);
    }

    @Test
    void belongsToOneOrderOnly() {
        var text = new Cursor("name", "a", "1").encode();
        assertThatThrownBy(() -> LISTING.query(PageRequest.newBuilder()
                        .setCursor(text)
                        .setSort("-name")
                        .build()))
                .isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "!!!", "bnVsbA", "W10", "WzEsMl0", "W251bGwsbnVsbCxudWxsXQ"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> Cursor.decode(text, "id")).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 501, Integer.MAX_VALUE})
    void refusesALimitOutsideItsBounds(int limit) {
        assertThatThrownBy(() ->
                        LISTING.query(PageRequest.newBuilder().setLimit(limit).build()))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void refusesAnUnknownOrder() {
        assertThatThrownBy(() -> LISTING.query(
                        PageRequest.newBuilder().setSort("password").build()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("INVALID_INPUT");
    }
}
