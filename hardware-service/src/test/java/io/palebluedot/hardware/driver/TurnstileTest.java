package io.palebluedot.hardware.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private static final Duration REST = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theNextComesAtOnceAfterAnAnswerAndAfterARefusal() {
        var turnstile = Turnstile.resting(4, Duration.ofHours(1));

        turnstile.pass(() -> Uni.createFrom().item("answer")).await().atMost(LONG);
        turnstile
                .pass(() -> Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.REFUSED, "no")))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LONG);

        assertThat(turnstile.pass(() -> Uni.createFrom().item("next")).await().atMost(LONG))
                .isEqualTo("next");
    }

    @Test
    void aRequestThatWasGivenUpIsFollowedByARest() {
        var turnstile = Turnstile.resting(4, REST);
        var late = turnstile
                .pass(() -> Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.TIMEOUT, "no answer")))
                .onFailure()
                .recoverWithNull();

        late.await().atMost(LONG);

        assertThat(untilNext(turnstile)).isGreaterThanOrEqualTo(REST.toMillis() - 50);
    }

    @Test
    void aRequestThatWasCancelledIsFollowedByARest() {
        var turnstile = Turnstile.resting(4, REST);
        var waiting = turnstile
                .pass(() -> Uni.createFrom().nothing())
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        waiting.cancel();

        assertThat(untilNext(turnstile)).isGreaterThanOrEqualTo(REST.toMillis() - 50);
    }

    private static long untilNext(Turnstile turnstile) {
        long begin = System.nanoTime();
        var at = new AtomicLong();
        turnstile
                .pass(() -> {
                    at.set(System.nanoTime());
                    return Uni.createFrom().item("next");
                })
                .await()
                .atMost(LONG);
        return (at.get() - begin) / 1_000_000;
    }
}
