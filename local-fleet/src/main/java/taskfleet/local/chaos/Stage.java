package taskfleet.local.chaos;

import taskfleet.local.Fleet;
import taskfleet.local.chaos.load.Endpoints;

/** What a scenario plays on: a fleet under load, and the means to do something to it. */
record Stage(
        Fleet fleet,
        Endpoints endpoints,
        Supervisor supervisor,
        FleetHealth health,
        Injector injector,
        Settling settling,
        Journal journal) {}
