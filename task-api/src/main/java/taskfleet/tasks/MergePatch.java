package taskfleet.tasks;

import io.vertx.core.json.JsonObject;

/** JSON merge patch, RFC 7396. */
final class MergePatch {
    private MergePatch() {}

    /** The target with the patch applied: null removes a field, an object is merged, anything else replaces. */
    static JsonObject apply(JsonObject target, JsonObject patch) {
        var merged = target.copy();
        for (var name : patch.fieldNames()) {
            switch (patch.getValue(name)) {
                case null -> merged.remove(name);
                case JsonObject nested -> merged.put(name, apply(objectAt(merged, name), nested));
                case Object value -> merged.put(name, value);
            }
        }
        return merged;
    }

    private static JsonObject objectAt(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonObject nested ? nested : new JsonObject();
    }
}
