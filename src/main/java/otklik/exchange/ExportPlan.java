package otklik.exchange;

import java.util.List;
import otklik.customers.CompanySelection;

/**
 * What is exported, and how.
 *
 * @param columns names of {@link ExportColumn}s, or {@link ImportPlan#CUSTOM} and the key of an added field, in their order
 */
public record ExportPlan(ExportFormat format, List<String> columns, CompanySelection selection) {}
