package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.Set;
import otklik.activities.Activities;
import otklik.activities.FollowUp;
import otklik.activities.ui.ActivityDialogs.With;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Live;
import otklik.ui.Parts;

/** What is planned with the client besides, and the button that plans more, on the manager's screen. */
@org.springframework.stereotype.Component
class NextStepOnDesk implements DeskPanel {
    private static final int SHOWN = 4;

    private final ActivityParts parts;
    private final ActivityDialogs dialogs;
    private final Companies companies;

    NextStepOnDesk(ActivityParts parts, ActivityDialogs dialogs, Companies companies) {
        this.parts = parts;
        this.dialogs = dialogs;
        this.companies = companies;
    }

    @Override
    public String title() {
        return "activities.desk.next";
    }

    @Override
    public Place place() {
        return Place.RIGHT;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return Optional.ofNullable(shown.company())
                .flatMap(companies::find)
                .map(company -> new Steps(company, shown.businessKey()));
    }

    private final class Steps extends Div {
        private final transient CompanyCard company;
        private final String here;

        Steps(CompanyCard company, String here) {
            this.company = company;
            this.here = here;
            addClassName("stack");
            refresh();
            Live.refresh(this, parts.signals(), Set.of(company.number()), this::refresh);
        }

        private void refresh() {
            removeAll();
            var planned = parts.activities().planned(company.number()).stream()
                    .filter(activity -> !activity.number().equals(here))
                    .toList();
            planned.stream().limit(SHOWN).forEach(activity -> {
                var link = Parts.link("activities/" + activity.number(), activity.title());
                link.setTitle(activity.title() + " · " + parts.who(activity));
                add(Parts.row("desk-line", parts.tag(activity), link));
            });
            if (planned.isEmpty()) {
                add(Parts.text("muted", t("activities.desk.none")));
            } else if (planned.size() > SHOWN) {
                add(new Span(Parts.link(
                        "companies/" + company.number() + "/activities",
                        t("activities.desk.more", planned.size() - SHOWN))));
            }
            if (parts.activities().mayCreate(company.form().responsible()) && Activities.isOpenForPlans(company)) {
                var with = new With(
                        company.number(),
                        company.name(),
                        company.form().zone() == null
                                ? null
                                : java.time.ZoneId.of(company.form().zone()),
                        company.form().responsible());
                var plan = Parts.button(
                        t("activities.plan"),
                        "KeyA",
                        "A",
                        () -> dialogs.plan(with, FollowUp.TOMORROW_MORNING, this::refresh));
                plan.addThemeVariants(com.vaadin.flow.component.button.ButtonVariant.LUMO_SMALL);
                add(plan);
            }
        }
    }
}
