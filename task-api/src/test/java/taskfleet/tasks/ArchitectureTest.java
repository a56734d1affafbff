package taskfleet.tasks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "taskfleet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_the_store_and_its_row_see_the_sql_client = noClasses()
            .that()
            .resideInAPackage("taskfleet.tasks")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .doNotHaveSimpleName("TaskRow")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule a_service_sees_no_other_service = noClasses()
            .that()
            .resideInAPackage("taskfleet.tasks..")
            .should()
            .dependOnClassesThat(resideInAPackage("taskfleet..")
                    .and(not(resideInAnyPackage(
                            "taskfleet.tasks..", "taskfleet.events..", "taskfleet.recurrence..", "taskfleet.kit.."))));
}
