package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks of one BMC; each advances in five steps and then does its work. */
final class TaskBoard {

    static final String COLLECTION = "/redfish/v1/TaskService/Tasks";
    private static final int STEPS = 5;
    private static final int KEPT = 50;

    private final Timeline timeline;
    private final Map<String, ObjectNode> tasks = new LinkedHashMap<>();
    private int next;

    TaskBoard(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Starts a task; {@code work} runs when it is at 100 percent, just before it is Completed. */
    synchronized ObjectNode start(String name, Duration duration, Runnable work) {
        String id = String.valueOf(++next);
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("@odata.type", "#Task.v1_4_3.Task").put("@odata.id", COLLECTION + "/" + id);
        task.put("Id", id).put("Name", name).put("TaskState", "New").put("TaskStatus", "OK");
        task.put("PercentComplete", 0).put("StartTime", timeline.now().toString());
        task.putArray("Messages");
        tasks.put(id, task);
        if (tasks.size() > KEPT) {
            tasks.remove(tasks.keySet().iterator().next());
        }
        step(id, 1, duration.dividedBy(STEPS), work);
        return task.deepCopy();
    }

    synchronized @Nullable ObjectNode get(String path) {
        ObjectNode task = tasks.get(path.substring(path.lastIndexOf('/') + 1));
        return task == null ? null : task.deepCopy();
    }

    synchronized ObjectNode list() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("@odata.type", "#TaskCollection.TaskCollection").put("@odata.id", COLLECTION);
        list.put("Name", "Task Collection").put("Members@odata.count", tasks.size());
        ArrayNode members = list.putArray("Members");
        tasks.keySet().forEach(id -> members.addObject().put("@odata.id", COLLECTION + "/" + id));
        return list;
    }

    private void step(String id, int step, Duration pause, Runnable work) {
        timeline.after(pause, () -> {
            boolean last = step == STEPS;
            if (last) {
                work.run();
            }
            synchronized (this) {
                ObjectNode task = tasks.get(id);
                if (task != null) {
                    task.put("PercentComplete", step * 100 / STEPS).put("TaskState", last ? "Completed" : "Running");
                    if (last) {
                        task.put("EndTime", timeline.now().toString());
                    }
                }
            }
            if (!last) {
                step(id, step + 1, pause, work);
            }
        });
    }
}
