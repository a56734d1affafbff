package taskfleet.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The programs that {@code tools/kubernetes/ensure} provides; it says where in {@code FLEET_KUBERNETES}. */
final class Tools {
    private static final Path FOLDER = Path.of(Objects.requireNonNull(
            System.getenv("FLEET_KUBERNETES"), "FLEET_KUBERNETES: not set (expected: run ./fleet test charts)"));
    private static final long LIMIT_SECONDS = 60;

    private Tools() {}

    /** What a program said, on both outputs. */
    record Said(int exitCode, String text) {}

    /** Objects against the schemas of their kinds, strictly: a field that a kind doesn't have is refused. */
    static Said kubeconform(String yaml) {
        return run(
                yaml,
                "kubeconform",
                "-strict",
                "-summary",
                "-schema-location",
                schemas() + "/{{ .Group }}_{{ .ResourceAPIVersion }}_{{ .ResourceKind }}.json");
    }

    static Said kustomize(Path folder) {
        return run("", "kustomize", "build", folder.toString());
    }

    static Said promtool(String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        command.addFirst("promtool");
        return run("", command.toArray(String[]::new));
    }

    static Path schemas() {
        return FOLDER.resolve("schemas");
    }

    private static Said run(String input, String... command) {
        var whole = new ArrayList<>(List.of(command));
        whole.set(0, FOLDER.resolve("bin").resolve(command[0]).toString());
        try {
            Path given = Files.writeString(Files.createTempFile("fleet", ".yaml"), input);
            var process = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectInput(given.toFile())
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command[0] + ": not done within " + LIMIT_SECONDS + " s");
            }
            Files.delete(given);
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command[0] + ": interrupted", e);
        }
    }
}
