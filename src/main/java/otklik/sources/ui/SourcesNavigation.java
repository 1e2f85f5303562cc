package otklik.sources.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the sources in the side bar. */
@Component
class SourcesNavigation implements Navigation {
    @Override
    public String path() {
        return SourcesView.PATH;
    }

    @Override
    public String title() {
        return "sources.title";
    }

    @Override
    public int order() {
        return 87;
    }
}
