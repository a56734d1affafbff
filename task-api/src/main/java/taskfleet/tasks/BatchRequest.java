package taskfleet.tasks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import taskfleet.kit.http.Conditions;
import taskfleet.kit.http.Problem;

/**
 * What {@code POST /tasks/batch} asks for.
 *
 * @param atomic whether all operations are done or none, or each on its own
 */
record BatchRequest(boolean atomic, List<Operation> operations) {
    private static final Set<String> FIELDS = sorted("atomic", "operations");
    private static final Set<String> CREATE_FIELDS = sorted("op", "task");
    private static final Set<String> PATCH_FIELDS = sorted("op", "id", "if_match", "patch");
    private static final Set<String> FIELDS_OF_OTHERS = sorted("op", "id", "if_match");
    private static final UUID NONE = new UUID(0, 0);
    private static final int MAX_CONDITION = 1_000;

    /** One operation, read as far as it can be before the task is there that it changes. */
    sealed interface Operation {
        record Create(TaskDraft draft) implements Operation {}

        record Patch(UUID id, Conditions conditions, Fields patch) implements Operation {}

        record Complete(UUID id, Conditions conditions) implements Operation {}

        record Delete(UUID id, Conditions conditions) implements Operation {}

        /** One with a mistake in it, which the others needn't suffer from. */
        record Refused(Problem problem) implements Operation {}
    }

    private enum Kind {
        CREATE,
        PATCH,
        COMPLETE,
        DELETE;

        static Kind named(String name) {
            return Stream.of(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Reads it; a mistake within an operation is that operation's.
     *
     * @throws Problem.ProblemException with the mistakes outside of the operations
     */
    static BatchRequest read(Fields body, TaskApiConfig.Writes writes) {
        body.only(FIELDS);
        boolean atomic = body.requiredFlag("atomic");
        var operations = body.objects("operations", writes.maxBatch());
        if (!body.has("operations")) {
            body.reject("operations", "absent", "up to %d operations".formatted(writes.maxBatch()));
        }
        body.check();
        return new BatchRequest(
                atomic,
                operations.stream()
                        .map(operation -> operation(operation.apart(), writes.ifMatchRequired()))
                        .toList());
    }

    /** The tasks that are to be changed. */
    Set<UUID> ids() {
        return operations.stream()
                .flatMap(operation -> switch (operation) {
                    case Operation.Patch patch -> Stream.of(patch.id());
                    case Operation.Complete complete -> Stream.of(complete.id());
                    case Operation.Delete delete -> Stream.of(delete.id());
                    case Operation.Create create -> Stream.<UUID>of();
                    case Operation.Refused refused -> Stream.<UUID>of();
                })
                .collect(Collectors.toSet());
    }

    private static Operation operation(Fields fields, boolean ifMatchRequired) {
        try {
            var kind = fields.required("op", "create, patch, complete or delete", Kind::named, Kind.CREATE);
            fields.check();
            return switch (kind) {
                case CREATE ->
                    new Operation.Create(
                            TaskDraft.read(fields.only(CREATE_FIELDS).requiredObject("task")));
                case PATCH -> {
                    var patch = fields.only(PATCH_FIELDS).requiredObject("patch");
                    yield new Operation.Patch(id(fields), conditions(fields, ifMatchRequired), patch);
                }
                case COMPLETE -> {
                    fields.only(FIELDS_OF_OTHERS);
                    yield new Operation.Complete(id(fields), conditions(fields, ifMatchRequired));
                }
                case DELETE -> {
                    fields.only(FIELDS_OF_OTHERS);
                    yield new Operation.Delete(id(fields), conditions(fields, ifMatchRequired));
                }
            };
        } catch (Problem.ProblemException e) {
            return new Operation.Refused(e.problem());
        }
    }

    private static UUID id(Fields fields) {
        return fields.required("id", "the UUID of a task", UUID::fromString, NONE);
    }

    private static Conditions conditions(Fields fields, boolean ifMatchRequired) {
        var ifMatch = fields.text("if_match", 1, MAX_CONDITION);
        fields.check();
        var conditions = Conditions.ofIfMatch(ifMatch);
        return ifMatchRequired ? conditions.demandIfMatch() : conditions;
    }

    private static Set<String> sorted(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
