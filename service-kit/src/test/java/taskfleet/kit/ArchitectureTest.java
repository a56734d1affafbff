package taskfleet.kit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import taskfleet.kit.service.Outage;

class ArchitectureTest {
    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("taskfleet.kit");

    @Test
    void its_packages_have_no_cycles() {
        slices().matching("taskfleet.kit.(*)..").should().beFreeOfCycles().check(KIT);
    }

    @Test
    void the_kit_knows_no_service() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("taskfleet..")
                        .and(not(resideInAnyPackage("taskfleet.kit..", "taskfleet.events.."))))
                .check(KIT);
    }

    @Test
    void the_kit_knows_events_but_not_what_they_tell_of_tasks_and_reminders() {
        noClasses()
                .should()
                .dependOnClassesThat(nameMatching("taskfleet\\.events\\.(Task|Reminder|Recurrence|Due|Priority).*"))
                .check(KIT);
    }

    @Test
    void only_what_has_tables_sees_the_sql_client() {
        noClasses()
                .that(not(resideInAnyPackage("taskfleet.kit.postgres", "taskfleet.kit.outbox")))
                .and()
                .doNotBelongToAnyOf(Outage.class) // tells the client's exceptions apart, for all
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "org.flywaydb..")
                .check(KIT);
    }

    @Test
    void only_the_sidecar_seam_sees_the_dapr_sdk_and_its_reactive_types() {
        noClasses()
                .that()
                .resideOutsideOfPackage("taskfleet.kit.dapr")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dapr..", "reactor..")
                .check(KIT);
    }

    @Test
    void only_the_tracing_package_sees_open_telemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("taskfleet.kit.tracing")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(KIT);
    }

    @Test
    void only_the_logging_package_sees_logback() {
        noClasses()
                .that()
                .resideOutsideOfPackage("taskfleet.kit.logging")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ch.qos.logback..")
                .check(KIT);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction_only() {
        slices().matching("taskfleet.kit.(*)..").should().beFreeOfCycles().check(KIT);
    }
}
