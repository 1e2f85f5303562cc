package otklik.mailings.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the templates of letters in the side bar. */
@Component
class MailingsNavigation implements Navigation {
    @Override
    public String path() {
        return MailTemplatesView.PATH;
    }

    @Override
    public String title() {
        return "mailings.templates";
    }

    @Override
    public int order() {
        return 56;
    }
}
