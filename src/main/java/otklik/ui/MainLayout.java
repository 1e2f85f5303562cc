package otklik.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** The shell: side bar with live counters, the person's menu, language and theme. */
@PermitAll
public class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {
    private final transient Accounts accounts;
    private final transient Policy policy;
    private final transient AuthenticationContext authentication;
    private final transient List<Navigation> lines;
    private final transient List<PersonMenu> personMenus;
    private final transient List<Banner> banners;
    private final transient List<Corner> corners;
    private final transient List<SearchSource> searchSources;
    private final transient List<TopPart> topParts;
    private final Main page = new Main();
    private final Div content = new Div();
    private final Map<String, Anchor> links = new LinkedHashMap<>();
    private final Map<String, Span> counters = new LinkedHashMap<>();
    private String here = "";
    private String shown = "";

    MainLayout(
            Accounts accounts,
            AuthenticationContext authentication,
            List<Navigation> lines,
            List<PersonMenu> personMenus,
            Policy policy,
            List<Banner> banners,
            List<Corner> corners,
            List<SearchSource> searchSources,
            List<TopPart> topParts,
            Signals signals) {
        this.accounts = accounts;
        this.policy = policy;
        this.authentication = authentication;
        this.lines = lines.stream()
                .sorted(Comparator.comparingInt(Navigation::order))
                .toList();
        this.personMenus = personMenus.stream()
                .sorted(Comparator.comparingInt(PersonMenu::order))
                .toList();
        this.banners = banners;
        this.corners = corners;
        this.searchSources = searchSources;
        this.topParts = topParts.stream()
                .sorted(Comparator.comparingInt(TopPart::order))
                .toList();
        addClassName("app");
        content.addClassName("content");
        page.addClassName("main");
        Live.refresh(this, signals, Set.of(Signals.STAFF), this::refreshPerson);
        Live.refresh(
                this,
                signals,
                Set.of(Signals.WORK, Signals.MESSAGES, Signals.REQUESTS, Signals.HEALTH),
                this::refreshCounters);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var account = account();
        attached.getUI()
                .getPage()
                .executeJs(
                        "const theme = $0 ? 'dark' : ''; document.documentElement.setAttribute('theme', theme);"
                                + " localStorage.setItem('otklik-theme', theme); document.documentElement.lang = $1",
                        account.dark(),
                        account.language().getLanguage());
        show(account);
    }

    private void show(Account account) {
        var notes = banners.stream().flatMap(banner -> banner.line().stream()).toList();
        var state = List.of(
                        account,
                        lines.stream()
                                .filter(line -> isShown(line, account))
                                .map(Navigation::path)
                                .toList(),
                        personMenus.stream()
                                .filter(item -> item.isFor(policy, account.login()))
                                .map(PersonMenu::title)
                                .toList(),
                        policy.may(Section.SYSTEM, Action.VIEW))
                .toString();
        if (notes.isEmpty() && state.equals(shown)) {
            refreshCounters();
            return;
        }
        shown = notes.isEmpty() ? state : "";
        // The page stays where it is: a message that is being read would else be given back when a colleague's rights
        // change.
        getChildren().filter(part -> part != content).toList().forEach(this::remove);
        var beside = new ArrayList<Component>(notes);
        beside.add(sideBar(account));
        for (int i = 0; i < beside.size(); i++) {
            addComponentAtIndex(i, beside.get(i));
        }
        if (content.getParent().isEmpty()) {
            content.add(top(), page);
            add(content);
        }
        markHere(here);
        refreshCounters();
    }

    /** The search over everything stands on every screen. */
    private Component top() {
        var search = new NativeButton("", click -> new SearchPalette(searchSources).open());
        search.addClassName("search-all");
        search.getElement().setAttribute("data-key", "Ctrl+KeyK");
        search.setAriaLabel(Texts.t("ui.search") + " (Ctrl+K)");
        var key = new Element("kbd");
        key.setText("Ctrl K");
        search.add(Parts.text("ell", Texts.t("ui.search.hint")));
        search.getElement().appendChild(key);
        var top = new Header(search, Parts.row("grow"));
        topParts.forEach(part -> part.part().ifPresent(top::add));
        top.addClassName("top");
        return top;
    }

    /** People or rights have changed: the side bar may have other lines, or the person may have to leave. */
    private void refreshPerson() {
        var account = account();
        if (account.active()) {
            show(account);
        } else {
            getUI().ifPresent(ui -> ui.getPage().reload());
        }
    }

    private Account account() {
        return CurrentUser.login()
                .flatMap(accounts::byLogin)
                .orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }

    private Component sideBar(Account account) {
        var nav = new Nav();
        nav.addClassName("side");
        nav.setAriaLabel(Texts.t("ui.navigation"));
        var brand = Parts.row("brand", new Span(), Parts.text("grow", Texts.t("ui.name")));
        corners.forEach(corner -> brand.add(corner.part()));
        nav.add(brand);
        links.clear();
        counters.clear();
        for (var line : lines) {
            if (!isShown(line, account)) {
                continue;
            }
            var counter = Parts.text("counter", "");
            var link = new Anchor(line.path());
            link.getElement().setAttribute("router-link", true);
            link.add(new Span(Texts.t(line.title())), counter);
            links.put(line.path(), link);
            counters.put(line.path(), counter);
            nav.add(link);
        }
        nav.add(Parts.row("grow"));
        nav.add(webappLinks());
        nav.add(personButton(account));
        nav.add(Parts.key("Shift+Slash", Texts.t("ui.keys"), this::showKeys));
        return nav;
    }

    private boolean isShown(Navigation line, Account account) {
        return Screens.mayOpen(line.path(), policy) && line.isFor(account);
    }

    private Component[] webappLinks() {
        var links = new ArrayList<Component>();
        links.add(webapp("Tasklist", "camunda/app/tasklist/default/"));
        if (policy.may(Section.SYSTEM, Action.VIEW)) {
            links.add(webapp("Cockpit", "camunda/app/cockpit/default/"));
        }
        return links.toArray(Component[]::new);
    }

    private static Anchor webapp(String name, String path) {
        var link = Parts.file(path, name);
        link.addClassName("faint");
        return link;
    }

    private Component personButton(Account account) {
        var button = new NativeButton();
        button.addClassName("person");
        button.getElement().setAttribute("aria-haspopup", "menu");
        button.add(Parts.text("ava", Texts.initials(account.name())), Parts.text("ell", account.name()));
        var menu = new ContextMenu(button);
        menu.setOpenOnClick(true);
        menu.addItem(
                Texts.t(account.language().getLanguage().equals("ru") ? "ui.toEnglish" : "ui.toRussian"),
                click -> prefer(
                        account.login(),
                        account.language().getLanguage().equals("ru") ? java.util.Locale.ENGLISH : Texts.RUSSIAN,
                        account.dark()));
        menu.addItem(
                Texts.t(account.dark() ? "ui.toLight" : "ui.toDark"),
                click -> prefer(account.login(), account.language(), !account.dark()));
        personMenus.stream()
                .filter(item -> item.isFor(policy, account.login()))
                .forEach(item -> menu.addItem(Texts.t(item.title()), click -> item.open(account.login())));
        menu.addItem(Texts.t("ui.keys"), click -> showKeys());
        menu.addItem(Texts.t("ui.signOut"), click -> authentication.logout());
        return button;
    }

    private void prefer(String login, java.util.Locale language, boolean dark) {
        accounts.prefer(login, language, dark);
        getUI().ifPresent(ui -> {
            ui.getSession().setLocale(language);
            ui.getPage().reload();
        });
    }

    private void showKeys() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(Texts.t("ui.keys"));
        var list = new Div();
        list.addClassName("kv");
        for (var line : Texts.t("ui.keys.list").split("\n")) {
            var parts = line.split("\\|", 2);
            var key = new Element("kbd");
            key.setText(parts[0].strip());
            var cell = new Span();
            cell.getElement().appendChild(key);
            list.add(cell, new Span(parts.length > 1 ? parts[1].strip() : ""));
        }
        dialog.add(list);
        dialog.open();
    }

    private void refreshCounters() {
        var account = account();
        var total = 0;
        for (var line : lines) {
            var counter = counters.get(line.path());
            if (counter != null) {
                // The right to a screen may have ended while its line still stands here.
                int count = Screens.mayOpen(line.path(), policy) ? line.count(account.login(), account.groups()) : 0;
                counter.setText(count == 0 ? "" : count > 99 ? "99+" : String.valueOf(count));
                total += count;
            }
        }
        var all = total;
        getUI().ifPresent(ui -> ui.getPage()
                .executeJs(
                        "document.title = ($0 > 0 ? '(' + $0 + ') ' : '') + document.title.replace(/^\\(\\d+\\) /, '')",
                        all));
    }

    @Override
    public void showRouterLayoutContent(@Nullable HasElement content) {
        page.removeAll();
        if (content != null) {
            page.getElement().appendChild(content.getElement());
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        markHere(event.getLocation().getPath());
    }

    /** Of two lines above each other, such as the settings and those of telephony, the nearer one is meant. */
    private void markHere(String path) {
        here = path;
        var nearest = links.keySet().stream()
                .filter(line -> line.equals(path) || path.startsWith(line + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse(path);
        links.forEach((line, link) -> {
            var isHere = line.equals(nearest);
            link.setClassName("on", isHere);
            if (isHere) {
                link.getElement().setAttribute("aria-current", "page");
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        });
    }
}
