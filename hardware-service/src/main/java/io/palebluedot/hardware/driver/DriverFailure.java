package io.palebluedot.hardware.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why one of a server's drivers did not do what was asked. */
record DriverFailure(String driver, BmcFailure failure) {

    static List<DriverFailure> append(List<DriverFailure> earlier, String driver, BmcFailure failure) {
        var failures = new ArrayList<>(earlier);
        failures.add(new DriverFailure(driver, failure));
        return List.copyOf(failures);
    }

    /**
     * One failure for all tries, which must not be empty. A BMC that answered tells more than a silent port, so that a
     * wrong password is not hidden by a protocol that the BMC does not speak; among the rest, the first driver speaks.
     */
    static BmcFailure summary(List<DriverFailure> failures) {
        var first = failures.getFirst();
        if (failures.size() == 1) {
            return first.failure();
        }
        // A refusal ends the tries, so it is the last and is the answer.
        var last = failures.getLast();
        var telling = last.ends()
                ? last
                : failures.stream().filter(DriverFailure::answered).findFirst().orElse(first);
        String text = failures.stream()
                .map(f -> f.driver() + ": " + f.failure().text())
                .collect(Collectors.joining("; "));
        return new BmcFailure(telling.failure().kind(), text, telling.failure());
    }

    private boolean answered() {
        return switch (failure.kind()) {
            case UNREACHABLE, TIMEOUT -> false;
            default -> true;
        };
    }

    /** True when asking another driver makes no sense: a refusal is the BMC's word and holds for every protocol. */
    boolean ends() {
        return switch (failure.kind()) {
            case UNREACHABLE, TIMEOUT, UNAUTHORIZED, BUSY, MALFORMED, UNSUPPORTED -> false;
            case REFUSED, INVALID, NOT_CONFIRMED, NOT_FOUND -> true;
        };
    }
}
