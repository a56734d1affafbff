package taskfleet.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "taskfleet.analytics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_stores_see_the_sql_client = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.sqlclient..");

    @ArchTest
    static final ArchRule services_never_see_each_other = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("taskfleet.tasks..", "taskfleet.recurring..", "taskfleet.reminder..");

    @ArchTest
    static final ArchRule only_the_kit_sees_dapr =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.dapr..");
}
