package otklik.ui;

import java.util.List;

/**
 * Where the search over everything (Ctrl+K) looks; each module brings its own as a bean. A source finds only what the person of the screen
 * may see, with one query along an index.
 */
public interface SearchSource {
    /** Key of the name of what it finds, in the translations. */
    String title();

    /** Place from above: 10 companies, 20 people, 30 requests, 35 activities, 40 employees, 50 screens. */
    int order();

    /** Whether the person of the screen may see anything of it. */
    boolean isAllowed();

    /**
     * The best first.
     *
     * @param text as it was typed, at least two characters without spaces at the ends
     * @param limit how many at most
     */
    List<Hit> find(String text, int limit);

    /**
     * Something that was found.
     *
     * @param detail what tells it from others of the same name; may be blank
     * @param path of its screen, relative to the root of the UI
     */
    record Hit(String title, String detail, String path) {}
}
