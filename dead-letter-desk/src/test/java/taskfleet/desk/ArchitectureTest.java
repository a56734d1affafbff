package taskfleet.desk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "taskfleet.desk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_stores_and_their_rows_see_the_sql_client = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Row")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule services_never_see_each_other = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("taskfleet..")
                    .and(not(resideInAnyPackage("taskfleet.desk..", "taskfleet.events..", "taskfleet.kit.."))));

    @ArchTest
    static final ArchRule only_the_kit_sees_dapr =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.dapr..");
}
