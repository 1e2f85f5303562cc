package otklik.browser;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the screens say in a language. */
record Words(Locale locale) {
    String of(String key, Object... arguments) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var bundle = ResourceBundle.getBundle("vaadin-i18n.translations", locale, noFallback);
        return MessageFormat.format(bundle.getString(key), arguments);
    }
}
