package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.FirmwareUpdate.TaskReading;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work that a BMC goes on with after it answered 202 (DSP0266, task monitors), in the shapes that vendors have. */
final class RedfishTasks {

    private static final Set<String> RUNNING =
            Set.of("New", "Starting", "Running", "Suspended", "Pending", "Stopping", "Service", "Cancelling");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOOKS = 60;
    private static final int LATE_LOOKS = 5;

    private RedfishTasks() {}

    /** Where the task is, from the Location header or from a task in the body; null when there is none. */
    static @Nullable String path(Answer answer) {
        String location = answer.location();
        if (location != null) {
            int path = location.indexOf("/redfish/");
            return path < 0 ? null : Paths.of(location.substring(path));
        }
        var body = new Resource("", answer.body());
        boolean task = Objects.requireNonNullElse(body.text("@odata.type"), "").startsWith("#Task.")
                || body.text("TaskState") != null;
        return task ? Paths.of(Objects.requireNonNullElse(body.text("@odata.id"), "")) : null;
    }

    static Uni<TaskReading> read(RedfishClient client, String path) {
        return look(client, path, LATE_LOOKS).map(RedfishTasks::reading);
    }

    private static Uni<Answer> look(RedfishClient client, String path, int more) {
        return client.getRaw(path)
                .onItem()
                .transformToUni(answer ->
                        gone(answer) && more > 0 && client.quirks().jobsAppearLate()
                                ? Uni.createFrom()
                                        .voidItem()
                                        .onItem()
                                        .delayIt()
                                        .by(PAUSE)
                                        .chain(() -> look(client, path, more - 1))
                                : Uni.createFrom().item(answer));
    }

    private static boolean gone(Answer answer) {
        return answer.status() == 404 || answer.status() == 410;
    }

    private static TaskReading reading(Answer answer) {
        if (gone(answer)) {
            // A monitor may be gone as soon as its task is done.
            return new TaskReading(null, true, null, "Gone");
        }
        if (!answer.ok()) {
            return new TaskReading(null, true, RedfishFailures.of(answer).text(), "Exception");
        }
        var task = new Resource("", answer.body());
        String state = task.text("TaskState");
        if (state == null) {
            return new TaskReading(null, !answer.accepted(), null, answer.accepted() ? "Running" : "Completed");
        }
        if (RUNNING.contains(state)) {
            return new TaskReading(task.integer("PercentComplete"), false, null, state);
        }
        boolean good = state.equals("Completed") && !"Critical".equals(task.text("TaskStatus"));
        return new TaskReading(good ? Integer.valueOf(100) : null, true, good ? null : cause(task, state), state);
    }

    private static String cause(Resource task, String state) {
        return task.parts("Messages").stream()
                .map(m -> m.text("Message"))
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .map(message -> state + ": " + (message.length() > 300 ? message.substring(0, 300) : message))
                .orElse("task ended " + state);
    }

    /** Waits for a short task; does nothing for an answer without one. */
    static Uni<Answer> settle(RedfishClient client, Answer answer) {
        String path = answer.accepted() ? path(answer) : null;
        return path == null
                ? Uni.createFrom().item(answer)
                : wait(client, path, LOOKS).replaceWith(answer);
    }

    private static Uni<TaskReading> wait(RedfishClient client, String path, int looks) {
        return read(client, path).onItem().transformToUni(task -> {
            if (task.failure() != null) {
                return Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.REFUSED, task.failure()));
            }
            if (task.ended()) {
                return Uni.createFrom().item(task);
            }
            if (looks == 0) {
                return Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.TIMEOUT, "the BMC's task does not end"));
            }
            return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> wait(client, path, looks - 1));
        });
    }
}
