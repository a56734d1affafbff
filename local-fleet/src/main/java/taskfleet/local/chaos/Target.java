package taskfleet.local.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import taskfleet.local.Service;

/**
 * What a fault can hit.
 *
 * @param name for people
 * @param kind the same for all replicas of a service
 * @param containers what it consists of
 */
record Target(String name, String kind, List<String> containers) {

    static final Target KAFKA = shared("kafka");
    static final Target POSTGRES = shared("postgres");
    static final Target SCHEDULER = shared("scheduler");

    Target {
        containers = List.copyOf(containers);
    }

    /** Alternatives of one kind, such as the sidecars of all replicas of a service: one of them is hit. */
    static List<List<Target>> ofServices(Collection<Service> services, int replicas) {
        List<List<Target>> kinds = new ArrayList<>();
        for (Service service : services) {
            List<String> names = IntStream.rangeClosed(1, replicas)
                    .mapToObj(number -> number == 1 ? "" : "-" + number)
                    .map(number -> service.serviceName() + number)
                    .toList();
            kinds.add(alternatives(service, names, " without its sidecar", List.of("")));
            kinds.add(alternatives(service, names, "-sidecar", List.of("-sidecar")));
            kinds.add(alternatives(service, names, " and its sidecar", List.of("", "-sidecar")));
        }
        return kinds;
    }

    private static List<Target> alternatives(
            Service service, List<String> replicas, String part, List<String> containers) {
        return replicas.stream()
                .map(replica -> new Target(
                        replica + part,
                        service.serviceName() + part,
                        containers.stream().map(replica::concat).toList()))
                .toList();
    }

    private static Target shared(String part) {
        return new Target(part, part, List.of(part));
    }
}
