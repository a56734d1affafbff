package taskfleet.local.top;

import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.FleetRecord;
import taskfleet.local.Service;
import taskfleet.local.metrics.MetricsPage;
import taskfleet.local.process.FleetFailure;

/**
 * What a fleet says of itself at one moment; what doesn't answer is left out.
 *
 * @param nanos when, by {@link System#nanoTime()}
 * @param lags by consumer group
 */
record FleetLook(long nanos, Map<Service, MetricsPage> pages, Map<Service, Map<TopicPartition, Long>> lags) {

    static FleetLook at(FleetRecord fleet, Lags lags) {
        var pages = new EnumMap<Service, MetricsPage>(Service.class);
        var behind = new EnumMap<Service, Map<TopicPartition, Long>>(Service.class);
        for (Service service : fleet.services()) {
            try {
                pages.put(service, MetricsPage.read(fleet, service));
                if (Service.WORKERS.contains(service)) {
                    behind.put(service, lags.of(service.serviceName()));
                }
            } catch (FleetFailure away) {
                // The view shows that by leaving its figures out.
            }
        }
        return new FleetLook(System.nanoTime(), pages, behind);
    }

    double secondsSince(FleetLook earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }
}
