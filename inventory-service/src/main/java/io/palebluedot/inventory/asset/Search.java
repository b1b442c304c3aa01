package io.palebluedot.inventory.asset;

/** Free text as an ILIKE pattern. */
public final class Search {

    private Search() {}

    /** The text anywhere; its own wildcards mean themselves. */
    public static String anywhere(String text) {
        return "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
