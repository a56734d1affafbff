package taskfleet.reminder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "taskfleet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_the_store_and_its_row_see_the_sql_client = noClasses()
            .that()
            .resideInAPackage("taskfleet.reminder")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .doNotHaveSimpleName("ReminderRow")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule the_worker_sees_no_other_service = noClasses()
            .that()
            .resideInAPackage("taskfleet.reminder..")
            .should()
            .dependOnClassesThat(resideInAPackage("taskfleet..")
                    .and(DescribedPredicate.not(
                            resideInAnyPackage("taskfleet.reminder..", "taskfleet.events..", "taskfleet.kit.."))));

    @ArchTest
    static final ArchRule the_plan_is_pure = noClasses()
            .that()
            .haveSimpleName("ReminderPlan")
            .or()
            .haveSimpleName("Reminder")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "taskfleet.kit..");
}
