package otklik.staff;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.WorkMode;

/**
 * What the card of an employee asks for.
 *
 * @param name as colleagues and clients read it
 * @param email of nobody else who works here
 * @param phone in any usual notation, or empty
 * @param workMode own mode; none: that of the department
 * @param zone IANA name; none: the company's
 * @param hours own working time; none: the company's
 * @param seenProducts products whose invoices the person sees (S1.8)
 * @param addedProducts products the person may add to an invoice (S1.9)
 * @param presets codes of presets, roles among them
 * @param rights single rights beside the presets
 * @param teams ids of teams
 */
public record EmployeeForm(
        String name,
        String email,
        String phone,
        EmployeeKind kind,
        @Nullable Long departmentId,
        @Nullable WorkMode workMode,
        @Nullable String zone,
        @Nullable WorkingHours hours,
        ProductLimit seenProducts,
        ProductLimit addedProducts,
        Set<String> presets,
        Set<Right> rights,
        Set<Long> teams,
        Locale language) {}
